import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { Database } from '../../db/database.ts';
import { type Address, addressOf, isPostgres } from './address.ts';

type Value = string | number | null;

/**
 * What a test writes into the books, or reads from them, past the code that it tests: another hand on the same
 * database. `?` stands for a value; the words are those that both engines know.
 */
export interface Sql {
  all<Row = Record<string, unknown>>(text: string, ...values: readonly Value[]): Promise<Row[]>;
  /** The first column of every row. */
  column<T = unknown>(text: string, ...values: readonly Value[]): Promise<T[]>;
  /** The first column of the first row. */
  one<T = unknown>(text: string, ...values: readonly Value[]): Promise<T>;
  /** How many rows it changed. */
  run(text: string, ...values: readonly Value[]): Promise<number>;
  /** Several statements, without values. */
  exec(text: string): Promise<void>;
  /** From here on rows may name what is not there. */
  forgetForeignKeys(): Promise<void>;
  /** Many rows of one table, at once; a list of values for each. */
  insert(table: string, columns: string, rows: readonly (readonly Value[])[]): Promise<void>;
}

/** The same, each call on a connection of its own. */
export function sql(where: Database | Address): Omit<Sql, 'forgetForeignKeys'> {
  const once =
    <K extends keyof Sql>(name: K) =>
    (...args: unknown[]) =>
      withSql(where, (one) => (one[name] as (...args: unknown[]) => Promise<never>)(...args));
  return {
    all: once('all'),
    column: once('column'),
    one: once('one'),
    run: once('run'),
    exec: once('exec'),
    insert: once('insert'),
  };
}

/** Works on one connection, closed afterwards. */
export async function withSql<T>(where: Database | Address, work: (sql: Sql) => Promise<T>): Promise<T> {
  const address = typeof where === 'string' ? where : addressOf(where);
  return isPostgres(address) ? withPostgres(address, work) : withSqlite(address, work);
}

async function withSqlite<T>(file: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = new Sqlite(file, { timeout: 60_000 });
  // A test's file need not survive the machine.
  client.pragma('synchronous = OFF');
  try {
    return await work({
      all: async <Row>(text: string, ...values: readonly Value[]) =>
        client.prepare(text).all(...values) as Row[],
      column: async <C>(text: string, ...values: readonly Value[]) =>
        client
          .prepare(text)
          .pluck()
          .all(...values) as C[],
      one: async <C>(text: string, ...values: readonly Value[]) =>
        client
          .prepare(text)
          .pluck()
          .get(...values) as C,
      run: async (text, ...values) => client.prepare(text).run(...values).changes,
      exec: async (text) => void client.exec(text),
      forgetForeignKeys: async () => void client.pragma('foreign_keys = OFF'),
      insert: async (table, columns, rows) => {
        const places = columns.split(',').map(() => '?');
        const statement = client.prepare(`insert into ${table} (${columns}) values (${places.join()})`);
        client.transaction(() => rows.forEach((row) => void statement.run(...row))).immediate();
      },
    });
  } finally {
    client.close();
  }
}

/** Numbers come as numbers, as SQLite gives them. */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC
      ? Number
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/** How many values PostgreSQL takes in one statement. */
const MOST_VALUES = 60_000;

async function withPostgres<T>(address: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: address, types: TYPES });
  await client.connect();
  const query = async (text: string, values: readonly Value[]) =>
    client.query<never>(numbered(text), [...values]);
  const column = async (text: string, values: readonly Value[]) =>
    (await client.query<never[]>({ text: numbered(text), values: [...values], rowMode: 'array' })).rows;
  try {
    return await work({
      all: async (text, ...values) => (await query(text, values)).rows,
      column: async (text, ...values) => (await column(text, values)).map(([first]) => first as never),
      one: async (text, ...values) => (await column(text, values))[0]?.[0] as never,
      run: async (text, ...values) => (await query(text, values)).rowCount ?? 0,
      exec: async (text) => void (await client.query(text)),
      forgetForeignKeys: async () => void (await client.query('set session_replication_role = replica')),
      insert: async (table, columns, rows) => {
        const width = columns.split(',').length;
        const atOnce = Math.floor(MOST_VALUES / width);
        for (let first = 0; first < rows.length; first += atOnce) {
          const some = rows.slice(first, first + atOnce);
          const places = some.map(() => `(${Array(width).fill('?').join()})`);
          await query(`insert into ${table} (${columns}) values ${places.join()}`, some.flat());
        }
        if (columns.split(',').includes('id')) await goOnAfter(client, table);
      },
    });
  } finally {
    await client.end();
  }
}

/** `$1` for the first `?` that stands in no text, and so on. */
function numbered(text: string): string {
  let count = 0;
  return text.replace(/'[^']*'|\?/g, (found) => (found === '?' ? `$${++count}` : found));
}

/** Ids that were given do not move the next one that PostgreSQL gives. */
async function goOnAfter(client: pg.Client, table: string): Promise<void> {
  await client.query(
    `select setval(pg_get_serial_sequence('${table}', 'id'), max(id)) from ${table} having max(id) is not null`,
  );
}
