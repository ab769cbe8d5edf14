import pg from 'pg';
import { DatabaseError } from '../../errors.ts';
import type { Limits } from './limits.ts';
import { Session } from './session.ts';
import { valueTypes } from './value-types.ts';

const IDLE_MS = 30_000;
/** After a failover the name of the host may lead elsewhere: no connection stays for ever. */
const LONGEST_LIFE_S = 1_800;

interface PoolOptions {
  readonly url: string;
  readonly place: string;
  readonly size: number;
  readonly limits: Limits;
}

/** The connections of this process to the server, each with the statements prepared on it. */
export class Pool {
  private readonly place: string;
  private readonly clients: pg.Pool;
  private sessions = new WeakMap<pg.PoolClient, Session>();
  private isClosed = false;

  constructor({ url, place, size, limits }: PoolOptions) {
    this.place = place;
    this.clients = new pg.Pool({
      connectionString: url,
      application_name: 'dunwell',
      max: size,
      idleTimeoutMillis: IDLE_MS,
      maxLifetimeSeconds: LONGEST_LIFE_S,
      connectionTimeoutMillis: limits.poolMs,
      query_timeout: limits.statementMs + limits.graceMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: IDLE_MS,
      types: valueTypes,
      pipeline: true,
      Client: clientThatConnectsWithin(limits.connectMs),
    });
    // An idle connection that ends is replaced when one is asked for next.
    this.clients.on('error', () => undefined);
    this.clients.on('connect', (client) => this.sessions.set(client, new Session(client)));
  }

  /** Gives a connection to the work and takes it back; one that is of no use any more is dropped. */
  async with<T>(work: (session: Session) => Promise<T>): Promise<T> {
    for (;;) {
      if (this.isClosed) throw new DatabaseError(this.place, `The database ${this.place} is closed.`);
      const client = await this.clients.connect();
      const session = this.sessions.get(client);
      if (session === undefined) {
        client.release(true);
        continue;
      }
      try {
        return await work(session);
      } finally {
        client.release(session.lost !== undefined || this.sessions.get(client) === undefined);
      }
    }
  }

  /** Drops every connection once it is idle: they lead to a server that only reads, or know tables as they were. */
  renew(): void {
    this.sessions = new WeakMap();
  }

  /** Connections, and who waits for one. */
  get counts() {
    const { totalCount, idleCount, waitingCount } = this.clients;
    return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.clients.end();
  }
}

/** The pool has one limit for waiting in its queue and for connecting. */
function clientThatConnectsWithin(connectionTimeoutMillis: number) {
  return class extends pg.Client {
    constructor(options?: pg.ClientConfig) {
      super({ ...options, connectionTimeoutMillis });
    }
  };
}
