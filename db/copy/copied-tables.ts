import type { Column } from 'drizzle-orm';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { MOVED } from '../drivers/sqlite/moved.ts';
import { allTables } from '../tables/all.ts';
import { turns, workers } from '../tables/workers.ts';

/** What a column holds. */
export const Holds = { INTEGER: 'integer', TEXT: 'text', JSON: 'json', BYTES: 'bytes' } as const;
export type Holds = (typeof Holds)[keyof typeof Holds];

export interface CopiedColumn {
  readonly name: string;
  readonly holds: Holds;
}

export interface CopiedTable {
  readonly name: string;
  readonly columns: readonly CopiedColumn[];
  /** The columns of its key, by which its rows are ordered on both sides. */
  readonly key: readonly string[];
  /** Which rows are part of the books, in words of SQL. */
  readonly where: string;
}

/** Under which name the target says what it is a copy of. */
export const COPIED = 'copied';

/** What a file says about its own move, and not about the books. */
const OWN_SETTINGS = `"name" not in ('${MOVED}', '${COPIED}')`;

/** Which processes are at work is no part of the books. */
const OF_PROCESSES: readonly SQLiteTable[] = [turns, workers];

/** The tables in an order in which each row finds those that it refers to. */
export const COPIED_TABLES: readonly CopiedTable[] = allTables
  .filter((table) => !OF_PROCESSES.includes(table))
  .map(copied);

function copied(table: SQLiteTable): CopiedTable {
  const { name, columns, primaryKeys } = getTableConfig(table);
  const [composite] = primaryKeys;
  const key = (composite?.columns ?? columns.filter((column) => column.primary)).map((column) => column.name);
  return {
    name,
    columns: columns.map((column) => ({ name: column.name, holds: holdsOf(column) })),
    key,
    where: name === 'settings' ? OWN_SETTINGS : 'true',
  };
}

function holdsOf(column: Column): Holds {
  switch (column.getSQLType()) {
    case 'integer':
      return Holds.INTEGER;
    case 'blob':
      return Holds.BYTES;
    default:
      return column.dataType === 'json' ? Holds.JSON : Holds.TEXT;
  }
}

export const namesIn = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
