import { type Column, is, SQL, sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  customType,
  foreignKey,
  type IndexColumn,
  index,
  type PgTable,
  pgTable,
  primaryKey,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { getTableConfig, type Index, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { allTables } from '../../tables/all.ts';

/*
 * The tables of db/tables/ as PostgreSQL has them, for drizzle-kit. Statements are built with those of SQLite:
 * names are the same, and so is what a value looks like.
 */

/** Text, and JSON as the text it is: sorted and compared byte by byte as SQLite does, whatever the server's language. */
const text = customType<{ data: string }>({ dataType: () => 'text collate "C"' });
const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

type Columns = Record<string, AnyPgColumn>;

const made = new Map<SQLiteTable, PgTable>();

/** One table of PostgreSQL. */
function toPostgres(table: SQLiteTable): PgTable {
  const known = made.get(table);
  if (known !== undefined) return known;
  const config = getTableConfig(table);
  if (config.checks.length + config.uniqueConstraints.length > 0) {
    throw new TypeError(`${config.name}: checks and unique constraints are not translated to PostgreSQL.`);
  }
  const columns = Object.fromEntries(config.columns.map((column) => [column.name, columnOf(column)]));
  const postgres = pgTable(config.name, columns, (self) => {
    const own = self as Columns;
    return [
      ...config.indexes.map((one) => indexOf(one, own)),
      ...config.primaryKeys.map(({ columns }) => primaryKey({ columns: namesakes(own, columns) })),
      ...config.foreignKeys.map((key) => {
        const { columns, foreignTable, foreignColumns } = key.reference();
        const there = toPostgres(foreignTable) as unknown as Columns;
        const made = foreignKey({
          columns: namesakes(own, columns),
          foreignColumns: namesakes(there, foreignColumns),
        });
        if (key.onDelete !== undefined) made.onDelete(key.onDelete);
        if (key.onUpdate !== undefined) made.onUpdate(key.onUpdate);
        return made;
      }),
    ];
  });
  made.set(table, postgres);
  return postgres;
}

export const postgresTables: readonly PgTable[] = allTables.map(toPostgres);

function columnOf(column: Column) {
  const builder = builderOf(column);
  if (column.primary) builder.primaryKey();
  if (column.notNull) builder.notNull();
  // A constraint, as others refer to it and drizzle-kit makes indexes after the references.
  if (column.isUnique) builder.unique(column.uniqueName);
  if (column.hasDefault && column.default !== undefined) builder.default(defaultOf(column));
  return builder;
}

/** Booleans stay the numbers 0 and 1 that they are in SQLite, so that one text of a statement serves both. */
function builderOf(column: Column) {
  const { name } = column;
  switch (column.getSQLType()) {
    case 'integer': {
      const number = bigint(name, { mode: 'number' });
      const isGiven = (column as { autoIncrement?: boolean }).autoIncrement === true;
      return isGiven ? number.generatedByDefaultAsIdentity() : number;
    }
    case 'text':
      return text(name);
    case 'blob':
      return bytes(name);
    default:
      throw new TypeError(`${name}: no type of PostgreSQL is known for ${column.getSQLType()}.`);
  }
}

function defaultOf(column: Column) {
  if (is(column.default, SQL)) {
    throw new TypeError(`${column.name}: a default in words of SQLite is not translated to PostgreSQL.`);
  }
  return column.mapToDriverValue(column.default) as never;
}

function indexOf({ config }: Index, own: Columns) {
  const { name, unique, where } = config;
  const columns = config.columns.map((column): IndexColumn | SQL =>
    // PostgreSQL wants brackets around an expression.
    is(column, SQL) ? sql`(${column})` : (own[column.name] as IndexColumn),
  );
  const built = (unique ? uniqueIndex(name) : index(name)).on(...(columns as [IndexColumn]));
  return where === undefined ? built : built.where(where);
}

function namesakes(of: Columns, columns: readonly { readonly name: string }[]): [AnyPgColumn] {
  return columns.map(({ name }) => of[name]) as [AnyPgColumn];
}
