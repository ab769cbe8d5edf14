import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { allTables } from '../../tables/all.ts';
import type { Query } from './migrate.ts';

/** A table whose ids were given out from a place that they had passed already. */
export interface MovedSequence {
  readonly table: string;
  /** The last id that counts as given out. */
  readonly from: number;
  readonly to: number;
}

/** The tables whose ids the database gives. */
const NUMBERED: readonly string[] = allTables
  .map(getTableConfig)
  .filter(({ columns }) => columns.some((column) => (column as { autoIncrement?: boolean }).autoIncrement))
  .map(({ name }) => name);

/**
 * Moves on each sequence that stands behind the ids of its table, as it does once rows were put in with ids of their
 * own. None is moved back: an id that was given out and whose row is gone is never given out again.
 *
 * Within a transaction, as nobody may put in rows meanwhile.
 *
 * @param atLeast ids up to which they count as given out, whatever the table holds
 */
export async function resetSequences(
  query: Query,
  atLeast: ReadonlyMap<string, number> = new Map(),
): Promise<readonly MovedSequence[]> {
  const moved: MovedSequence[] = [];
  for (const table of NUMBERED) {
    await query(`lock table "${table}" in share row exclusive mode`);
    const [row] = await query(
      `select pg_get_serial_sequence('"${table}"', 'id') as sequence, (select max(id) from "${table}") as highest`,
    );
    const [state] = await query(
      `select case when is_called then last_value else last_value - 1 end as last from ${row?.sequence}`,
    );
    const from = Number(state?.last);
    const to = Math.max(Number(row?.highest ?? 0), atLeast.get(table) ?? 0);
    if (to <= from) continue;
    await query('select setval($1, $2)', [row?.sequence, to]);
    moved.push({ table, from, to });
  }
  return moved;
}
