import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Database } from '../../db/database.ts';
import { takeDatabase } from '../postgres/databases.ts';
import { type Address, addressOf, openAt } from './address.ts';

/** On which engine these tests run. */
export const ON_POSTGRES = process.env.DUNWELL_TEST_DATABASE === 'postgres';

/**
 * How many random lives a test tries: all of them on SQLite. What they look for lies in what is decided, not in who
 * keeps it, and on PostgreSQL each costs five times as much.
 */
export const randomRuns = (count: number): number => (ON_POSTGRES ? Math.ceil(count / 5) : count);

export interface Place {
  readonly address: Address;
  remove(): Promise<void>;
}

/** A place for new books: a file in that folder or in one of its own, on PostgreSQL a database of the shared server. */
export async function newPlace(within?: string): Promise<Place> {
  if (ON_POSTGRES) {
    const { address, release } = await takeDatabase();
    return { address, remove: release };
  }
  const folder = within ?? mkdtempSync(join(tmpdir(), 'dunwell-db-'));
  return {
    address: join(folder, 'dunwell.db'),
    remove: async () => {
      if (within === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A place with the books of another one, which nobody has open; on SQLite they lie in the folder, which is a copy. */
export async function copiedPlace(of: Address, within: string): Promise<Place> {
  if (!ON_POSTGRES) return newPlace(within);
  const { address, release } = await takeDatabase(of);
  return { address, remove: release };
}

export interface TestDatabase {
  readonly db: Database;
  readonly address: Address;
  /** Closes it and removes it. */
  close(): Promise<void>;
}

/** New, empty books, on whichever engine these tests run; whoever opened them closes them. */
export async function openTestDatabase(within?: string): Promise<TestDatabase> {
  const { address, remove } = await newPlace(within);
  const db = await openAt(address);
  return {
    db,
    address,
    async close() {
      await db.close();
      await remove();
    },
  };
}

/** The same, closed when the test has finished. */
export async function freshDatabase(): Promise<Database> {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  return db;
}

/** The same books once more, as another process has them; closed when the test has finished. */
export async function openedAgain(database: Database): Promise<Database> {
  const again = await openAt(addressOf(database));
  onTestFinished(() => again.close());
  return again;
}
