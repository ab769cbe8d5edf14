import { type Column, eq, type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

/* Words of statements whose values are given by name when they run. */

export const named = (name: string) => sql.placeholder(name);

/** That a column has the value that is given under its name. */
export function equals<T extends SQLiteTable>(table: T, name: keyof T['_']['columns'] & string): SQL {
  return eq(table[name as keyof T] as Column, named(name));
}

/** Restricts nothing while no value is given. */
export const ifGiven = (name: string, restriction: SQL) => sql`(${named(name)} is null or ${restriction})`;

/** The values of a list that is given as JSON. */
export const oneOf = (name: string) => sql`(select value from json_each(${named(name)}))`;

/** The values of a filter by these names; null where it restricts nothing. */
export function orNulls<Name extends string>(
  filter: Readonly<Partial<Record<Name, string | number | undefined>>>,
  names: readonly Name[],
): Readonly<Record<Name, string | number | null>> {
  const values = names.map((name) => [name, filter[name] ?? null]);
  return Object.fromEntries(values) as Record<Name, string | number | null>;
}
