import { fileURLToPath } from 'node:url';
import type Sqlite from 'better-sqlite3';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { DatabaseError } from '../../errors.ts';

/** Beside this file, in the sources as in dist/. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));

interface Migration {
  readonly hash: string;
  readonly sql: readonly string[];
}

let loaded: readonly Migration[] | undefined;

function migrations(): readonly Migration[] {
  loaded ??= readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER });
  return loaded;
}

/** Brings the file up to this version's tables, in one transaction that only one process can hold. */
export function migrate(client: Sqlite.Database, file: string): void {
  if (missing(client, file).length === 0) return;
  // A table is changed by making a new one and dropping the old, which other tables refer to; they are checked
  // below. SQLite ignores this word inside a transaction.
  client.pragma('foreign_keys = OFF');
  client.exec('BEGIN IMMEDIATE');
  try {
    client.exec(
      'CREATE TABLE IF NOT EXISTS applied_migrations (position INTEGER PRIMARY KEY, hash TEXT NOT NULL) STRICT',
    );
    const applied = client.prepare('INSERT INTO applied_migrations (hash) VALUES (?)');
    // Asked again under the lock: another process may have been first.
    for (const migration of missing(client, file)) {
      for (const statement of migration.sql) client.exec(statement);
      applied.run(migration.hash);
    }
    const broken = client.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0)
      throw new DatabaseError(file, `Migrating ${file} would break ${broken.length} references.`);
    client.exec('COMMIT');
  } catch (error) {
    if (client.inTransaction) client.exec('ROLLBACK');
    throw error;
  }
}

/** Throws when the file lacks tables of this version; a reader cannot make them. */
export function refuseUnlessCurrent(client: Sqlite.Database, file: string): void {
  if (missing(client, file).length === 0) return;
  throw new DatabaseError(
    file,
    `The database ${file} was written by an older version of Dunwell: start the worker once to bring it up to date.`,
  );
}

/** The migrations still to be applied; throws when the file is not ours or ahead of us. */
function missing(client: Sqlite.Database, file: string): readonly Migration[] {
  const applied = appliedHashes(client, file);
  const known = migrations();
  if (applied.some((hash, position) => known[position]?.hash !== hash)) {
    throw new DatabaseError(
      file,
      `The database ${file} was written by a newer version of Dunwell: update this one, or name another file.`,
    );
  }
  return known.slice(applied.length);
}

function appliedHashes(client: Sqlite.Database, file: string): string[] {
  const tables = client
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all();
  if (tables.length === 0) return [];
  if (!tables.includes('applied_migrations')) {
    throw new DatabaseError(file, `The database ${file} is not one of Dunwell's: name another file.`);
  }
  return client.prepare('SELECT hash FROM applied_migrations ORDER BY position').pluck().all() as string[];
}
