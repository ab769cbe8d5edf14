import { readdirSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { connectionOver, type Preparing } from '../../db/connection.ts';
import type { Driver } from '../../db/driver.ts';
import { openPostgres } from '../../db/drivers/postgres/open.ts';
import { translate } from '../../db/drivers/postgres/translate.ts';
import { openDatabase } from '../../db/open.ts';
import { allTables } from '../../db/tables/all.ts';
import type * as tx from '../../db/tx.ts';
import { connect, emptyDatabase } from '../db/drivers/postgres/empty-database.ts';
import { freshFile } from '../db/drivers/sqlite/fresh-sqlite.ts';

/** How each list of statements is prepared, in the order in which they are declared. */
const declared = vi.hoisted(() => [] as ((preparing: Preparing) => object)[]);

vi.mock('../../db/tx.ts', async (load) => {
  const real = await load<typeof tx>();
  const preparedStatements: typeof real.preparedStatements = (prepare) => {
    declared.push(prepare as (preparing: Preparing) => object);
    return real.preparedStatements(prepare);
  };
  return { ...real, preparedStatements };
});

const ROOM = new URL('../../db/', import.meta.url);
/** Lists prepare what they are asked for, in each combination: the tests of lists ask on both engines. */
const AT_LEAST = 330;

let texts: readonly string[];

beforeAll(async () => {
  const files = readdirSync(ROOM, { recursive: true, encoding: 'utf8' });
  for (const file of files) {
    if (/\.ts$/.test(file) && !/^(drivers|tables|migrations)/.test(file))
      await import(new URL(file, ROOM).href);
  }
  texts = textsOfAll();
});

/** What every list that is declared in db/ would ask of an engine. */
function textsOfAll(): readonly string[] {
  const found = new Set<string>();
  const nothing = { all: async () => [], get: async () => undefined, run: async () => ({ changes: 0 }) };
  const collect = (text: string) => {
    found.add(text);
    return nothing;
  };
  const driver: Driver = { prepare: collect, prepareNamed: collect };
  const connection = connectionOver(driver);
  for (const prepare of declared) {
    for (const text of builtTexts(prepare(connection))) found.add(text);
  }
  return [...found];
}

/** Queries that Drizzle built know their text before they run. */
function* builtTexts(list: object): Generator<string> {
  for (const statement of Object.values(list).flat()) {
    const isBuilt = typeof statement === 'object' && statement !== null && 'getQuery' in statement;
    if (isBuilt) yield (statement as { getQuery(): { sql: string } }).getQuery().sql;
  }
}

/** Statements that are not understood, with why. */
async function notUnderstood(prepare: (text: string, place: number) => unknown): Promise<string[]> {
  const wrong: string[] = [];
  for (const [place, text] of texts.entries()) {
    try {
      await prepare(text, place);
    } catch (error) {
      wrong.push(`${(error as Error).message}: ${text}`);
    }
  }
  return wrong;
}

it('Every statement is understood by SQLite', async () => {
  const file = freshFile();
  await (await openDatabase({ file })).close();
  const client = new Sqlite(file, { readonly: true });
  onTestFinished(() => void client.close());
  expect(texts.length).toBeGreaterThan(AT_LEAST);
  expect(await notUnderstood((text) => client.prepare(text))).toEqual([]);
});

it('Every statement is understood by PostgreSQL', async () => {
  const url = await emptyDatabase();
  await (await openPostgres({ url })).close();
  const client = await connect(url);
  onTestFinished(() => client.end());
  const prepare = (text: string, place: number) =>
    client.query(`prepare one_${place} as ${translate(text).text}`);
  expect(await notUnderstood(prepare)).toEqual([]);

  // 32 bits have room for days, and for no instant: such a value would be refused when it first comes.
  const { rows } = await client.query(
    `select statement from pg_prepared_statements
      where parameter_types && array['integer'::regtype, 'smallint'::regtype, 'real'::regtype]`,
  );
  expect(rows).toEqual([]);
});

/** Columns that may hold nothing, as Drizzle names them. */
const MAY_BE_NULL = allTables
  .map(getTableConfig)
  .flatMap(({ name, columns }) =>
    columns.filter((column) => !column.notNull).map((column) => `"${name}"."${column.name}"`),
  );

/** Staged batches, which alone are asked for, all have their place. */
const NEVER_NULL_THERE = ['"intake_batches"."place"'];

/** What a statement is ordered by that may be null, unless it asks only for rows that have it, or says where null goes. */
function ordersByNull(text: string): readonly string[] {
  const orders = text.split(/\border by\b/).slice(1);
  return MAY_BE_NULL.filter(
    (column) =>
      !NEVER_NULL_THERE.includes(column) &&
      orders.some((order) => new RegExp(`(^|,) ${column}( asc| desc|,|$)`).test(order)) &&
      !new RegExp(`${column} (<|>|=|is not null|is null,)`).test(text),
  );
}

it('No order is left to where an engine puts what is null: SQLite puts it first, PostgreSQL last', () => {
  expect(texts.flatMap((text) => ordersByNull(text).map((column) => `${column}: ${text}`))).toEqual([]);
});
