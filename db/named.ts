import { type Column, eq, type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

/* Words of statements whose values are given by name when they run. */

export const named = (name: string) => sql.placeholder(name);

/** That a column has the value that is given under its name. */
export function equals<T extends SQLiteTable>(table: T, name: keyof T['_']['columns'] & string): SQL {
  return eq(table[name as keyof T] as Column, named(name));
}

/** Restricts nothing while no value is given. PostgreSQL must be told a type of what is compared with nothing. */
export const ifGiven = (name: string, restriction: SQL) =>
  sql`(cast(${named(name)} as text) is null or ${restriction})`;

/** The values of a filter by these names; null where it restricts nothing. */
export function orNulls<Name extends string>(
  filter: Readonly<Partial<Record<Name, string | number | undefined>>>,
  names: readonly Name[],
): Readonly<Record<Name, string | number | null>> {
  const values = names.map((name) => [name, filter[name] ?? null]);
  return Object.fromEntries(values) as Record<Name, string | number | null>;
}
