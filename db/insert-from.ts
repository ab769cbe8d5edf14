import { type Column, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { SQLiteSyncDialect, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Query } from './prepared.ts';

const dialect = new SQLiteSyncDialect();

/**
 * Inserts into some columns of a table what is selected for each of them; `from` is the rest of the selection.
 *
 * Drizzle would name all columns, the id included, for which PostgreSQL gives none when it is told one.
 */
export function insertFrom<Table extends SQLiteTable>(
  table: Table,
  selected: Readonly<Partial<Record<keyof Table['_']['columns'] & string, Column | SQL>>>,
  from: SQL,
): Query {
  const columns = getTableColumns(table) as Record<string, Column>;
  const names = Object.keys(selected).map((name) => sql.identifier((columns[name] as Column).name));
  const values = Object.values(selected) as (Column | SQL)[];
  const list = (parts: readonly SQL[] | readonly unknown[]) => sql.join(parts as SQL[], sql`, `);
  const statement = sql`insert into ${table} (${list(names)}) select ${list(values)} from ${from}`;
  return { toSQL: () => dialect.sqlToQuery(statement) };
}
