import { readMigrationFiles } from 'drizzle-orm/migrator';
import { DatabaseError } from '../errors.ts';

export interface Migration {
  readonly hash: string;
  /** Its statements, one by one. */
  readonly sql: readonly string[];
}

const read = new Map<string, readonly Migration[]>();

/** The migrations of a folder, in their order. */
export function migrationsIn(folder: string): readonly Migration[] {
  const known = read.get(folder) ?? readMigrationFiles({ migrationsFolder: folder });
  read.set(folder, known);
  return known;
}

/**
 * The migrations still to be applied to a database that has these tables and applied those; throws when it is not
 * ours or ahead of us.
 */
export function missingOf(
  known: readonly Migration[],
  { tables, applied, place }: Found & { readonly place: string },
): readonly Migration[] {
  if (tables.length > 0 && !tables.includes('applied_migrations')) {
    throw new DatabaseError(place, `The database ${place} is not one of Dunwell's: name another one.`);
  }
  if (applied.some((hash, position) => known[position]?.hash !== hash)) {
    throw new DatabaseError(
      place,
      `The database ${place} was written by a newer version of Dunwell: update this one, or name another database.`,
    );
  }
  return known.slice(applied.length);
}

/** What stands in a database. */
export interface Found {
  readonly tables: readonly string[];
  /** Hashes of the migrations that were applied, in their order. */
  readonly applied: readonly string[];
}

/** What a reader says, who cannot make tables. */
export function olderThanThis(place: string): DatabaseError {
  return new DatabaseError(
    place,
    `The database ${place} was written by an older version of Dunwell: start the worker once to bring it up to date.`,
  );
}
