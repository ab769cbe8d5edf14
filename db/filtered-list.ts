import { and, asc, type Column, gt, type SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Orm } from './connection.ts';
import { named } from './named.ts';

/** What the fields of a filter restrict; a field that is not given restricts nothing. */
export type Restrictions<Field extends string> = Readonly<Record<Field, (value: never) => SQL | undefined>>;

/**
 * A list of rows in the order of their ids, prepared once for each combination of fields that is asked for: a
 * restriction that is not there costs nothing, and an index can serve those that are.
 *
 * Values are given by the names of their fields. A field whose values are written out in the statement has a word for
 * each of its statements.
 */
export function filteredList<Table extends SQLiteTable & { readonly id: Column }, Field extends string>(
  orm: Orm,
  table: Table,
  restrictions: Restrictions<Field>,
  wordOf: (field: Field, value: unknown) => string = (field) => field,
) {
  const prepare = (restricted: readonly (SQL | undefined)[]) =>
    orm
      .select()
      .from(table as SQLiteTable)
      .where(and(...restricted, gt(table.id, named('afterId'))))
      .orderBy(asc(table.id))
      .limit(named('limit'))
      .prepare();
  const lists = new Map<string, ReturnType<typeof prepare>>();
  const fields = Object.keys(restrictions) as Field[];
  return async (
    filter: Readonly<Partial<Record<Field, unknown>>> & {
      readonly afterId?: number | undefined;
      readonly limit: number;
    },
  ): Promise<readonly Table['$inferSelect'][]> => {
    const given = fields.filter((field) => filter[field] !== undefined);
    const shape = given.map((field) => wordOf(field, filter[field])).join(' ');
    const list =
      lists.get(shape) ?? prepare(given.map((field) => restrictions[field](filter[field] as never)));
    lists.set(shape, list);
    const values = Object.entries(filter).map(([name, value]) => [
      name,
      Array.isArray(value) ? JSON.stringify(value) : value,
    ]);
    return (await list.all({
      ...Object.fromEntries(values),
      afterId: filter.afterId ?? 0,
    })) as Table['$inferSelect'][];
  };
}
