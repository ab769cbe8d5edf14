import { and, eq, inArray, sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { drizzle } from 'drizzle-orm/sqlite-proxy';
import { describe, expect, it } from 'vitest';
import { translate } from '../../../../db/drivers/postgres/translate.ts';
import {
  indexedBy,
  isListed,
  isOneOf,
  isOneOfPairs,
  jsonInteger,
  jsonRows,
  jsonText,
  Listed,
} from '../../../../db/words.ts';

const table = sqliteTable(
  'things',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    name: text('name').notNull(),
    body: text('body'),
    size: integer('size'),
  },
  (t) => [index('things_by_size').on(t.size)],
);
const orm = drizzle(async () => ({ rows: [] }));
const said = (statement: string) => translate(statement).text;
const saidOf = (query: { toSQL(): { sql: string } }) => said(query.toSQL().sql);
const LIST = 'json_array_elements_text(cast($1 as json)) as listed(value)';

describe('values', () => {
  it('get a number each where they come by place', () => {
    expect(translate('select a from t where b = ? and c = ?')).toEqual({
      text: 'select a from t where b = $1 and c = $2',
      names: null,
    });
  });

  it('get one number for each name, however often it stands there', () => {
    expect(translate('select a from t where b = :two and c = :one and d = :two')).toEqual({
      text: 'select a from t where b = $1 and c = $2 and d = $1',
      names: ['two', 'one'],
    });
  });

  it('are not looked for in texts, names and comments', () => {
    const statement = `select '?''s :a', "?:b" /* ? */ from t -- :c\nwhere d = :d`;
    expect(translate(statement)).toEqual({
      text: `select '?''s :a', "?:b" from t where d = $1`,
      names: ['d'],
    });
  });

  it.each([
    ['select a from t where b > ? - 86400000', 'select a from t where b > cast($1 as bigint) - 86400000'],
    ['select a from t where :on = 1', 'select a from t where cast($1 as bigint) = 1'],
    ['select a from t where 5 < :on', 'select a from t where 5 < cast($1 as bigint)'],
    ['select a from t where b > ? limit 5', 'select a from t where b > $1 limit 5'],
    [`select a from t where b > ? and c = '5'`, `select a from t where b > $1 and c = '5'`],
  ])('beside a number have room for an instant: %s', (statement, expected) => {
    expect(said(statement)).toBe(expected);
  });

  it('come by place or by name, not both', () => {
    expect(() => said('select a from t where b = ? and c = :c')).toThrow('by place or by name, not both');
  });
});

describe('words that differ for good', () => {
  it('one of a list of texts', () => {
    expect(saidOf(orm.select({ id: table.id }).from(table).where(isOneOf(table.name, 'names')))).toBe(
      `select "id" from "things" where "things"."name" = any(array(select value from ${LIST}))`,
    );
  });

  it('one of a list of numbers', () => {
    expect(saidOf(orm.delete(table).where(isOneOf(table.id, 'ids')))).toBe(
      `delete from "things" where "things"."id" = any(array(select cast(value as bigint) from ${LIST}))`,
    );
  });

  it('an expression that is one of a list of texts', () => {
    const kind = sql`case when ${table.size} > 5 then 'big' else 'small' end`;
    expect(saidOf(orm.select({ id: table.id }).from(table).where(isOneOf(kind, 'kinds')))).toBe(
      `select "id" from "things" where case when "things"."size" > 5 then 'big' else 'small' end = any(array(select value from ${LIST}))`,
    );
  });

  it('a pair that is one of a list of pairs', () => {
    expect(
      saidOf(
        orm
          .select({ id: table.id })
          .from(table)
          .where(isOneOfPairs(table.name, table.body, 'pairs')),
      ),
    ).toBe(
      `select "id" from "things" where ("things"."name", "things"."body") in ( select (cast(value as json) ->> 0), (cast(value as json) ->> 1) from json_array_elements_text(cast($1 as json)) with ordinality as listed(value, key))`,
    );
  });

  it('text and number of a column of JSON', () => {
    const query = orm
      .select({ a: jsonText(table.body, 'a', 'b'), c: jsonInteger(table.body, 'c') })
      .from(table);
    expect(saidOf(query)).toBe(
      `select (cast("body" as json) -> 'a' ->> 'b'), cast((cast("things"."body" as json) ->> 'c') as bigint) from "things"`,
    );
  });

  it.each([
    [
      `select 1 from t where ${isListed('t.channel', ':channels', Listed.TEXT)}`,
      `select 1 from t where t.channel = any(array(select value from ${LIST}))`,
    ],
    [
      `select 1 from t where ${isListed('t.n', 't.list', Listed.INTEGER)}`,
      `select 1 from t where t.n = any(array(select cast(value as bigint) from json_array_elements_text(cast(t.list as json)) as listed(value)))`,
    ],
    [
      `with r as ${jsonRows(':rows', { place: 'place', name: 'text', size: 'bigint', among: 'json' })} select name from r`,
      `with r as (select key as place, (cast(value as json) ->> 'name') as name, cast((cast(value as json) ->> 'size') as bigint) as size, (cast(value as json) -> 'among') as among from json_array_elements_text(cast($1 as json)) with ordinality as listed(value, key)) select name from r`,
    ],
    [`select a from t i ${indexedBy('t_by_b')} where b = 1`, 'select a from t i where b = 1'],
  ])('of a statement in words of its own: %s', (statement, expected) => {
    expect(said(statement)).toBe(expected);
  });
});

describe('what Drizzle says for SQLite', () => {
  const values = { name: sql.placeholder('name'), body: null };

  it('an id that the database gives', () => {
    expect(saidOf(orm.insert(table).values(values).returning({ id: table.id }))).toBe(
      'insert into "things" ("id", "name", "body", "size") values (default, $1, $2, null) returning "id"',
    );
  });

  it('an id that is given', () => {
    expect(saidOf(orm.insert(table).values({ ...values, id: sql.placeholder('id') }))).toBe(
      'insert into "things" ("id", "name", "body", "size") values ($1, $2, $3, null)',
    );
  });

  it('several rows are refused, as their ids would be null', () => {
    const query = orm.insert(table).values([values, values]);
    expect(() => saidOf(query)).toThrow('one row of values');
  });

  it('ids of rows that a select makes are refused', () => {
    expect(() => said('insert into "things" ("id", "name") select null as "id", ? from t')).toThrow(
      'PostgreSQL has no "id"',
    );
    expect(said('insert into "things" ("name") select ? from t')).toBe(
      'insert into "things" ("name") select $1 from t',
    );
  });

  it('the column on which rows conflict has no table', () => {
    const query = orm
      .insert(table)
      .values(values)
      .onConflictDoUpdate({ target: [table.name, table.size], set: { body: sql`excluded.body` } });
    expect(saidOf(query)).toContain('on conflict ("name","size") do update set "body" = excluded.body');
    const one = orm.insert(table).values(values).onConflictDoNothing({ target: table.name });
    expect(saidOf(one)).toContain('on conflict ("name") do nothing');
  });

  it('all else stays as it is', () => {
    const query = orm
      .select()
      .from(table)
      .where(and(eq(table.name, sql.placeholder('name')), inArray(table.size, [1, 2])));
    expect(saidOf(query)).toBe(
      'select "id", "name", "body", "size" from "things" where ("things"."name" = $1 and "things"."size" in ($2, $3))',
    );
  });
});

describe('a word that PostgreSQL does not have, or reads otherwise, is refused by name', () => {
  it.each([
    ['select rowid from t', 'rowid'],
    ['select t.rowid from t', 'rowid'],
    [`select a from t where b glob 'x*'`, 'glob'],
    [`select a from t where b like 'x%'`, 'like'],
    ['select ifnull(a, 1) from t', 'ifnull'],
    ['select json_extract(a, ?) from t', 'json_extract'],
    ['select value from json_each(?)', 'json_each'],
    ['select json_group_array(a) from t', 'json_group_array'],
    ['select group_concat(a) from t', 'group_concat'],
    [`select a ->> '$.b' from t`, '->>'],
    [`select a -> ('$.' || b) from t`, '->'],
    ['select a from t where b is ?', 'is'],
    ['select a from t where b is not :b', 'is'],
    [`select a from t where b is not 'c'`, 'is'],
    ['select max(a, b) from t', 'max'],
    ['select min((a), (b)) from t', 'min'],
    ['select cast(a as integer) from t', 'integer'],
    [`select x'00' from t`, 'x'],
    ['select a as theName from t', 'theName'],
    ['select a from t where b == 1', '=='],
    ['select a::bigint from t', '::'],
    ['insert or ignore into t values (1)', 'insert'],
    ['select a from t where b collate nocase = 1', 'nocase'],
    ['select a from t; select b from t', ';'],
    ['select a from t where b = $1', '$1'],
    ['select a from `t`', '`t`'],
    ['select a from t where b = ?1', '?1'],
  ])('%s', (statement, word) => {
    const refusal = () => said(statement);
    expect(refusal).toThrow('PostgreSQL has no');
    expect(refusal).toThrow(`"${word}`);
  });

  it.each([
    'select max(a) from t where b is not null and c is not distinct from 1',
    'select count(*) as total, min(a) as changes from t order by total',
    'select a from t where b is null or c is true',
    `select nullif(a, '') from t`,
  ])('%s is not', (statement) => {
    expect(said(statement)).toBe(statement);
  });
});
