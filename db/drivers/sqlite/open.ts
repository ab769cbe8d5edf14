import { closeSync, openSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { type About, type Database, Engine } from '../../database.ts';
import { DatabaseError } from '../../errors.ts';
import { type DatabaseStats, TransactionKind } from '../../stats.ts';
import type { Tx } from '../../tx.ts';
import { kindOf, TransactionCounts } from '../transaction-counts.ts';
import { DEFAULT_BUSY_TIMEOUT_MS, withBusyRetry } from './busy-retry.ts';
import { ConnectionQueue } from './connection-queue.ts';
import { inWords } from './errors.ts';
import { migrate, refuseUnlessCurrent } from './migrate.ts';
import { refuseMoved } from './moved.ts';

export interface SqliteOptions {
  readonly file: string;
  /** FULL loses nothing when the machine loses power; OFF is for scratch files. */
  readonly synchronous?: 'FULL' | 'NORMAL' | 'OFF';
  readonly readOnly?: boolean;
  /** How long to wait for another process that holds the lock. */
  readonly busyTimeoutMs?: number;
}

/** Opens the database, creating and migrating it where needed; refuses one that a newer version wrote. */
export async function openSqlite(options: SqliteOptions): Promise<Database> {
  const busyTimeoutMs = options.busyTimeoutMs ?? DEFAULT_BUSY_TIMEOUT_MS;
  const { file } = options;
  const writer = options.readOnly ? null : await openWriter(options, busyTimeoutMs);
  try {
    const reader = await openReader(file, busyTimeoutMs);
    return new SqliteDatabase(file, writer, reader, busyTimeoutMs);
  } catch (error) {
    writer?.close();
    throw error;
  }
}

async function openWriter(options: SqliteOptions, busyTimeoutMs: number): Promise<Sqlite.Database> {
  const { file } = options;
  return opened(
    file,
    () => {
      makeForOwner(file);
      return new Sqlite(file, { timeout: 0 });
    },
    async (client) => {
      client.pragma(`synchronous = ${options.synchronous ?? 'FULL'}`);
      await withBusyRetry(busyTimeoutMs, () => migrate(client, file));
      await withBusyRetry(busyTimeoutMs, () => refuseMoved(client, file));
      // Turned on after the first look at the file, so that a foreign database stays as it was.
      await withBusyRetry(busyTimeoutMs, () => client.pragma('journal_mode = WAL'));
      client.pragma('foreign_keys = ON');
      // What is deleted is gone from the file, too: personal data after its time, a deleted case.
      client.pragma('secure_delete = ON');
      client.pragma('journal_size_limit = 67108864');
    },
  );
}

/**
 * A new file is its owner's alone, as are those that SQLite puts beside it: names and addresses stand in it. One that
 * is there keeps what its owner gave it.
 */
function makeForOwner(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch {
    // It is there, or cannot be made: then opening it says why.
  }
}

async function openReader(file: string, busyTimeoutMs: number): Promise<Sqlite.Database> {
  return opened(
    file,
    // A reader waits only while another process repairs the file after a crash, which is short.
    () => new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 2_000 }),
    async (client) => {
      client.pragma('query_only = ON');
      await withBusyRetry(busyTimeoutMs, () => refuseUnlessCurrent(client, file));
      await withBusyRetry(busyTimeoutMs, () => refuseMoved(client, file));
    },
  );
}

async function opened(
  file: string,
  open: () => Sqlite.Database,
  prepare: (client: Sqlite.Database) => Promise<void>,
): Promise<Sqlite.Database> {
  let client: Sqlite.Database | undefined;
  try {
    client = open();
    client.pragma('cache_size = -65536');
    client.pragma('temp_store = MEMORY');
    await prepare(client);
    return client;
  } catch (error) {
    client?.close();
    // better-sqlite3 throws a TypeError of its own when the folder is missing.
    if (error instanceof TypeError)
      throw new DatabaseError(file, `The database ${file} cannot be opened: ${error.message}.`, error);
    throw inWords(error, file);
  }
}

class SqliteDatabase implements Database {
  readonly engine = Engine.SQLITE;
  readonly place: string;
  private readonly writer: ConnectionQueue | null;
  private readonly reader: ConnectionQueue;
  private readonly counts = new TransactionCounts();

  constructor(file: string, writer: Sqlite.Database | null, reader: Sqlite.Database, busyTimeoutMs: number) {
    this.place = file;
    this.writer =
      writer === null ? null : new ConnectionQueue(file, writer, 'BEGIN IMMEDIATE', busyTimeoutMs);
    this.reader = new ConnectionQueue(file, reader, 'BEGIN DEFERRED', busyTimeoutMs);
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>, about?: About): Promise<T> {
    const { writer } = this;
    if (writer === null) {
      throw new DatabaseError(this.place, `The database ${this.place} was opened for reading only.`);
    }
    return this.counts.count(kindOf(about), work, (counted) => writer.run(counted));
  }

  async read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.counts.count(TransactionKind.READ, work, (counted) => this.reader.run(counted));
  }

  stats(): DatabaseStats {
    const queues = this.writer === null ? [this.reader] : [this.reader, this.writer];
    const busy = queues.filter(({ members }) => members > 0).length;
    return {
      connections: { busy, idle: queues.length - busy },
      waiting: queues.reduce((sum, { members }) => sum + Math.max(0, members - 1), 0),
      transactions: this.counts.soFar,
    };
  }

  async close(): Promise<void> {
    await this.reader.close();
    await this.writer?.close();
  }
}
