import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { DatabaseError, inWords } from '../../errors.ts';
import type { Connection, Tx } from '../../tx.ts';
import { DEFAULT_BUSY_TIMEOUT_MS, withBusyRetry } from './busy-retry.ts';
import { ConnectionQueue } from './connection-queue.ts';
import { registerFunctions } from './functions.ts';
import { migrate, refuseUnlessCurrent } from './migrate.ts';

export interface OpenOptions {
  readonly file: string;
  /** FULL loses nothing when the machine loses power; OFF is for scratch files. */
  readonly synchronous?: 'FULL' | 'NORMAL' | 'OFF';
  readonly readOnly?: boolean;
  /** How long to wait for another process that holds the lock. */
  readonly busyTimeoutMs?: number;
}

export interface Database {
  /**
   * Runs the work in one transaction: all of it is written, or nothing.
   *
   * The work may await nothing but functions of this folder; one that waits for other work is rolled back at
   * once, so that no lock is ever held over a call to the outside. Transactions of a process queue up fairly.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs the work on one consistent snapshot beside the writer, under the same rules; writing fails. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Waits for what is under way, then closes the file. */
  close(): Promise<void>;
  readonly file: string;
}

/** Opens the database, creating and migrating it where needed; refuses one that a newer version wrote. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const busyTimeoutMs = options.busyTimeoutMs ?? DEFAULT_BUSY_TIMEOUT_MS;
  const { file } = options;
  const writer = options.readOnly ? null : await openWriter(options, busyTimeoutMs);
  try {
    const reader = await openReader(file, busyTimeoutMs);
    return new OpenedDatabase(file, writer, reader, busyTimeoutMs);
  } catch (error) {
    writer?.client.close();
    throw error;
  }
}

async function openWriter(options: OpenOptions, busyTimeoutMs: number): Promise<Connection> {
  const { file } = options;
  return opened(
    file,
    () => new Sqlite(file, { timeout: 0 }),
    async (client) => {
      client.pragma(`synchronous = ${options.synchronous ?? 'FULL'}`);
      await withBusyRetry(busyTimeoutMs, () => migrate(client, file));
      // Turned on after the first look at the file, so that a foreign database stays as it was.
      await withBusyRetry(busyTimeoutMs, () => client.pragma('journal_mode = WAL'));
      client.pragma('foreign_keys = ON');
      // What is deleted is gone from the file, too: personal data after its time, a deleted case.
      client.pragma('secure_delete = ON');
      client.pragma('journal_size_limit = 67108864');
    },
  );
}

async function openReader(file: string, busyTimeoutMs: number): Promise<Connection> {
  return opened(
    file,
    // A reader waits only while another process repairs the file after a crash, which is short.
    () => new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 2_000 }),
    async (client) => {
      client.pragma('query_only = ON');
      await withBusyRetry(busyTimeoutMs, () => refuseUnlessCurrent(client, file));
    },
  );
}

async function opened(
  file: string,
  open: () => Sqlite.Database,
  prepare: (client: Sqlite.Database) => Promise<void>,
): Promise<Connection> {
  let client: Sqlite.Database | undefined;
  try {
    client = open();
    client.pragma('cache_size = -65536');
    client.pragma('temp_store = MEMORY');
    registerFunctions(client);
    await prepare(client);
    return { client, orm: drizzle(client), prepared: [] };
  } catch (error) {
    client?.close();
    // better-sqlite3 throws a TypeError of its own when the folder is missing.
    if (error instanceof TypeError)
      throw new DatabaseError(file, `The database ${file} cannot be opened: ${error.message}.`, error);
    throw inWords(error, file);
  }
}

class OpenedDatabase implements Database {
  readonly file: string;
  private readonly writer: ConnectionQueue | null;
  private readonly reader: ConnectionQueue;

  constructor(file: string, writer: Connection | null, reader: Connection, busyTimeoutMs: number) {
    this.file = file;
    this.writer =
      writer === null ? null : new ConnectionQueue(file, writer, 'BEGIN IMMEDIATE', busyTimeoutMs);
    this.reader = new ConnectionQueue(file, reader, 'BEGIN DEFERRED', busyTimeoutMs);
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.writer === null) {
      throw new DatabaseError(this.file, `The database ${this.file} was opened for reading only.`);
    }
    return this.writer.run(work);
  }

  async read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.reader.run(work);
  }

  async close(): Promise<void> {
    await this.reader.close();
    await this.writer?.close();
  }
}
