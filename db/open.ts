import type { Database } from './database.ts';
import { openSqlite, type SqliteOptions } from './drivers/sqlite/open.ts';

export type OpenOptions = SqliteOptions;

/** Opens the database, creating and migrating it where needed; refuses one that a newer version wrote. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  return openSqlite(options);
}
