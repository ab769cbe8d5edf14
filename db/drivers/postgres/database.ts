import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type About, type Database, Engine } from '../../database.ts';
import { DatabaseError } from '../../errors.ts';
import { type DatabaseStats, TransactionKind } from '../../stats.ts';
import { refuseNesting, type Tx } from '../../tx.ts';
import { kindOf, TransactionCounts, type Work } from '../transaction-counts.ts';
import {
  inWords,
  isLockedTooLong,
  isReadOnly,
  isStale,
  lostInWords,
  mayNotWrite,
  stoodStill,
  unknownOutcome,
} from './errors.ts';
import { type Limits, settingsOf, waitingFor } from './limits.ts';
import { locksFor, turnOf } from './locks.ts';
import type { Pool } from './pool.ts';
import { LostAtCommit, runTransaction } from './run-transaction.ts';
import type { Session } from './session.ts';
import { Turns } from './turns.ts';

const BEGIN = 'begin isolation level read committed';
/** How long all books are asked for at once, and how long others then go on; twice as long at each turn. */
const SHORTEST_ASK_MS = 100;
const LONGEST_ASK_MS = 1_000;

/** Books in PostgreSQL: each transaction on a connection of the pool, behind the locks of what it is about. */
export class PostgresDatabase implements Database {
  readonly engine = Engine.POSTGRES;
  readonly place: string;
  private readonly pool: Pool;
  private readonly limits: Limits;
  private readonly settings: pg.QueryConfig;
  private readonly readOnly: boolean;
  private readonly turns = new Turns();
  private readonly counts = new TransactionCounts();

  constructor(place: string, pool: Pool, limits: Limits, readOnly: boolean) {
    this.place = place;
    this.pool = pool;
    this.limits = limits;
    this.settings = settingsOf(limits);
    this.readOnly = readOnly;
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>, about?: About): Promise<T> {
    refuseNesting();
    if (this.readOnly) {
      throw new DatabaseError(this.place, `The database ${this.place} was opened for reading only.`);
    }
    const begin = [BEGIN, this.settings, ...locksFor(about)];
    const running = (counted: Work<T>) => () =>
      about === undefined
        ? this.alone(counted)
        : this.run((session) => runTransaction(session, begin, counted));
    // Whoever must run alone waits here, and not with a connection that others could use.
    return this.counts.count(kindOf(about), work, (counted) =>
      this.turns.in(turnOf(about), running(counted)),
    );
  }

  /**
   * Asks for all books in short turns: all that come behind one that waits for them would wait with it, although they
   * could run beside the long transaction that it waits for.
   */
  private async alone<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const until = performance.now() + this.limits.lockMs;
    for (let askMs = SHORTEST_ASK_MS; ; askMs = Math.min(2 * askMs, LONGEST_ASK_MS)) {
      const leftMs = until - performance.now();
      const lockMs = Math.max(1, Math.ceil(Math.min(askMs, leftMs)));
      const begin = [
        BEGIN,
        this.settings,
        waitingFor(lockMs),
        ...locksFor(undefined),
        waitingFor(this.limits.lockMs),
      ];
      let hasBegun = false;
      const begun = (tx: Tx) => {
        hasBegun = true;
        return work(tx);
      };
      const result = await this.run(async (session): Promise<{ readonly value: T } | null> => {
        try {
          return { value: await runTransaction(session, begin, begun) };
        } catch (error) {
          if (hasBegun || !isLockedTooLong(error) || leftMs <= askMs) throw error;
          return null;
        }
      });
      if (result !== null) return result.value;
      await sleep(askMs);
    }
  }

  async read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    refuseNesting();
    const begin = ['begin isolation level repeatable read read only', this.settings];
    const inSession = (counted: Work<T>) => async (session: Session) => {
      try {
        return await runTransaction(session, begin, counted);
      } catch (error) {
        throw isReadOnly(error) ? mayNotWrite(error, this.place) : error;
      }
    };
    return this.counts.count(TransactionKind.READ, work, (counted) => this.run(inSession(counted)));
  }

  private run<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const inSession = async (session: Session) => {
      try {
        return await work(session);
      } catch (error) {
        if (isStale(error) || isReadOnly(error)) this.pool.renew();
        throw this.inWords(error, session);
      }
    };
    return this.pool.with(inSession).catch((error: unknown) => {
      throw inWords(error, this.place);
    });
  }

  private inWords(error: unknown, { lost, longestPauseMs }: Session): unknown {
    if (error instanceof LostAtCommit) return unknownOutcome(error.cause, this.place);
    // The server ended it, but what it said is not always read: a write to a closed socket fails first.
    if (lost !== undefined && longestPauseMs >= this.limits.idleMs) return stoodStill(error, this.place);
    return error === lost ? lostInWords(error, this.place) : inWords(error, this.place);
  }

  stats(): DatabaseStats {
    const { waiting, ...connections } = this.pool.counts;
    return { connections, waiting: waiting + this.turns.waiting, transactions: this.counts.soFar };
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
