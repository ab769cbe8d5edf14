import { fileURLToPath } from 'node:url';
import type Sqlite from 'better-sqlite3';
import { DatabaseError } from '../../errors.ts';
import { type Migration, migrationsIn, missingOf, olderThanThis } from '../migrations.ts';

/** Beside this file, in the sources as in dist/. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Brings the file up to this version's tables, in one transaction that only one process can hold; says by how many steps. */
export function migrate(client: Sqlite.Database, file: string): number {
  if (missing(client, file).length === 0) return 0;
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
    const migrations = missing(client, file);
    for (const migration of migrations) {
      for (const statement of migration.sql) client.exec(statement);
      applied.run(migration.hash);
    }
    const broken = client.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0)
      throw new DatabaseError(file, `Migrating ${file} would break ${broken.length} references.`);
    client.exec('COMMIT');
    return migrations.length;
  } catch (error) {
    if (client.inTransaction) client.exec('ROLLBACK');
    throw error;
  }
}

/** Throws when the file lacks tables of this version; a reader cannot make them. */
export function refuseUnlessCurrent(client: Sqlite.Database, file: string): void {
  if (missing(client, file).length > 0) throw olderThanThis(file);
}

/** The migrations still to be applied; throws when the file is not ours or ahead of us. */
function missing(client: Sqlite.Database, file: string): readonly Migration[] {
  const tables = client
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all() as string[];
  const applied = tables.includes('applied_migrations')
    ? (client.prepare('SELECT hash FROM applied_migrations ORDER BY position').pluck().all() as string[])
    : [];
  return missingOf(migrationsIn(MIGRATIONS_FOLDER), { tables, applied, place: file });
}
