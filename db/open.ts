import type { Database } from './database.ts';
import { openPostgres, type PostgresOptions } from './drivers/postgres/open.ts';
import { openSqlite, type SqliteOptions } from './drivers/sqlite/open.ts';

/** A file of SQLite, or the address of a PostgreSQL database. */
export type OpenOptions = SqliteOptions | PostgresOptions;

/** Opens the database, creating and migrating it where needed; refuses one that a newer version wrote. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  return 'url' in options ? openPostgres(options) : openSqlite(options);
}
