import type Sqlite from 'better-sqlite3';
import { type Connection, connectionOver } from '../../connection.ts';
import { DatabaseError } from '../../errors.ts';
import { crossed, RunningTransaction, refuseNesting, type Tx } from '../../tx.ts';
import { Mutex } from '../mutex.ts';
import { withBusyRetry } from './busy-retry.ts';
import { SqliteDriver } from './driver.ts';
import { inWords } from './errors.ts';

/** One connection and the queue before it: one transaction at a time, in the order they were asked for. */
export class ConnectionQueue {
  private readonly file: string;
  private readonly client: Sqlite.Database;
  private readonly connection: Connection;
  private readonly busyTimeoutMs: number;
  private readonly mutex = new Mutex();
  private readonly begin: Sqlite.Statement;
  private readonly commit: Sqlite.Statement;
  /** The transaction under way and those that wait behind it. */
  members = 0;
  private isClosed = false;

  constructor(file: string, client: Sqlite.Database, begin: string, busyTimeoutMs: number) {
    this.file = file;
    this.client = client;
    this.connection = connectionOver(new SqliteDriver(client));
    this.busyTimeoutMs = busyTimeoutMs;
    this.begin = client.prepare(begin);
    this.commit = client.prepare('COMMIT');
  }

  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    refuseNesting();
    this.members++;
    const release = await this.mutex.acquire();
    try {
      if (this.isClosed) throw new DatabaseError(this.file, `The database ${this.file} is closed.`);
      await withBusyRetry(this.busyTimeoutMs, () => this.begin.run());
      return await this.withinOneTurn(work);
    } catch (error) {
      throw inWords(error, this.file);
    } finally {
      this.members--;
      release();
    }
  }

  async close(): Promise<void> {
    const release = await this.mutex.acquire();
    try {
      if (!this.isClosed) this.client.close();
      this.isClosed = true;
    } finally {
      release();
    }
  }

  /**
   * Runs the work and commits, unless it waits for anything but promises that are settled already.
   *
   * A tick queued from a microtask comes exactly when no microtask is left to run: work still unfinished then
   * waits for a timer, a socket or a file. An immediate would come too late to see all of that: a timer or a
   * read can be served between two phases of the event loop without one in between.
   */
  private withinOneTurn<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const running = new RunningTransaction(this.connection);
    return new Promise<T>((resolve, reject) => {
      const fail = (error: unknown) => {
        if (!running.isOpen) return;
        running.isOpen = false;
        this.rollBack();
        reject(error);
      };
      const finish = (value: T) => {
        if (!running.isOpen) return;
        try {
          this.commit.run();
          running.isOpen = false;
          resolve(value);
        } catch (error) {
          fail(error);
        }
      };
      queueMicrotask(() => process.nextTick(() => running.isOpen && fail(crossed())));
      running.run(work).then(finish, fail);
    });
  }

  /** SQLite ends the transaction by itself after some failures, such as a full disk. */
  private rollBack(): void {
    if (this.client.inTransaction) this.client.exec('ROLLBACK');
  }
}
