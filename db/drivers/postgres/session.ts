import type { Writable } from 'node:stream';
import type pg from 'pg';
import { type Connection, connectionOver } from '../../connection.ts';
import type { RunningTransaction } from '../../tx.ts';
import { type Answer, type Channel, PostgresDriver } from './driver.ts';

/** What pg has beside what its types say. */
interface ClientWithSocket {
  readonly connection: { readonly stream: Writable };
}

/** One connection to the server, with the statements prepared on it. */
export class Session implements Channel {
  readonly connection: Connection;
  /** What ended the connection, once it has ended. */
  lost: Error | undefined;
  /** What the first statement of the transaction that failed met. */
  failure: Error | undefined;
  /** The transaction under way, to which the statements of its work belong. */
  running: RunningTransaction | undefined;
  /** Called when the last statement under way has been answered. */
  whenAnswered: (() => void) | undefined;
  /** The longest time within the transaction in which nothing was asked, in milliseconds. */
  longestPauseMs = 0;
  private readonly client: pg.ClientBase;
  private underWay = 0;
  private isKeptBack = false;
  private answeredAt = 0;

  constructor(client: pg.ClientBase) {
    this.client = client;
    this.connection = connectionOver(new PostgresDriver(this));
    // Without a listener the end of a connection would end the process.
    client.on('error', (error) => {
      this.lost ??= error;
    });
  }

  get isWaiting(): boolean {
    return this.underWay > 0;
  }

  /** Sends a statement at once, behind those under way: the server answers them in their order. */
  async send<Row extends unknown[] | object = object>(
    statement: pg.QueryConfig | string,
  ): Promise<Answer<Row>> {
    if (this.underWay === 0) this.notePause();
    this.underWay++;
    this.sendTogether();
    try {
      return (await this.client.query(statement)) as unknown as Answer<Row>;
    } catch (error) {
      this.failure ??= error as Error;
      throw error;
    } finally {
      this.underWay--;
      this.answeredAt = performance.now();
      if (this.underWay === 0) this.whenAnswered?.();
    }
  }

  /**
   * Keeps back what is sent until nothing is left to run that could send more: statements that need nothing of each
   * other leave in one call of the system. Each its own, they were a fifth of what a worker took of the processor.
   */
  private sendTogether(): void {
    if (this.isKeptBack) return;
    this.isKeptBack = true;
    const { stream } = (this.client as unknown as ClientWithSocket).connection;
    stream.cork();
    queueMicrotask(() =>
      process.nextTick(() => {
        this.isKeptBack = false;
        stream.uncork();
      }),
    );
  }

  private notePause(): void {
    this.longestPauseMs = Math.max(this.longestPauseMs, performance.now() - this.answeredAt);
  }

  /** From here on failures and pauses are those of another transaction. */
  begin(): void {
    this.failure = undefined;
    this.longestPauseMs = 0;
    this.answeredAt = performance.now();
  }
}
