import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { describe, expect, it } from 'vitest';
import { migrate, type Query, refuseUnlessCurrent } from '../../../../db/drivers/postgres/migrate.ts';
import { migrate as migrateFile } from '../../../../db/drivers/sqlite/migrate.ts';
import { allTables } from '../../../../db/tables/all.ts';
import { asking, emptyDatabase } from './empty-database.ts';

const PLACE = 'dunwell at somewhere';

async function namesOf(query: Query, text: string): Promise<unknown[]> {
  return (await query(text)).map(({ name }) => name).sort();
}

const TABLES = `select tablename as name from pg_tables where schemaname = current_schema()`;

describe('Migrating PostgreSQL', () => {
  it('makes every table, column and index that SQLite has, and finds nothing to do the next time', async () => {
    const query = await asking(await emptyDatabase());
    expect(await migrate(query, PLACE)).toBeGreaterThan(0);
    const file = new Sqlite(':memory:');
    migrateFile(file, ':memory:');
    const listed = (text: string, ...of: string[]) =>
      file
        .prepare(text)
        .pluck()
        .all(...of)
        .sort();
    expect(await namesOf(query, TABLES)).toEqual(
      listed(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`),
    );
    for (const { name, indexes } of allTables.map(getTableConfig)) {
      expect(
        await namesOf(
          query,
          `select attname as name from pg_attribute where attrelid = '${name}'::regclass and attnum > 0`,
        ),
        name,
      ).toEqual(listed('select name from pragma_table_info(?)', name));
      expect(
        await namesOf(query, `select indexname as name from pg_indexes where tablename = '${name}'`),
        name,
      ).toEqual(expect.arrayContaining(indexes.map(({ config }) => config.name)));
    }
    const broken = await query(`select count(*)::int as n from pg_constraint where contype = 'f'`);
    expect(broken[0]?.n).toBe(
      allTables.reduce((sum, table) => sum + getTableConfig(table).foreignKeys.length, 0),
    );
    expect(await migrate(query, PLACE)).toBe(0);
    await refuseUnlessCurrent(query, PLACE);
  });

  it('sorts text byte by byte, has room for every amount, and knows no other types than these', async () => {
    const query = await asking(await emptyDatabase());
    await migrate(query, PLACE);
    const types = await query(`
      select distinct data_type as type, coalesce(collation_name, '') as collation
      from information_schema.columns where table_schema = current_schema() and table_name <> 'applied_migrations'
      order by 1`);
    expect(types).toEqual([
      { type: 'bigint', collation: '' },
      { type: 'bytea', collation: '' },
      { type: 'text', collation: 'C' },
    ]);
  });

  it('lets the same columns be empty, and puts the same into those that are left out', async () => {
    const query = await asking(await emptyDatabase());
    await migrate(query, PLACE);
    const file = new Sqlite(':memory:');
    migrateFile(file, ':memory:');
    const there = await query(`
      select table_name || '.' || column_name as name, is_nullable = 'YES' as nullable, column_default as value
      from information_schema.columns where table_schema = current_schema()`);
    const inPostgres = new Map(
      there.map(({ name, nullable, value }) => [name, [nullable, String(value).replace(/::\w+$/, '')]]),
    );
    for (const { name } of allTables.map(getTableConfig)) {
      const columns = file
        .prepare('select name, "notnull", pk, dflt_value from pragma_table_info(?)')
        .all(name);
      for (const column of columns as { name: string; notnull: number; pk: number; dflt_value: string }[]) {
        const { notnull, pk, dflt_value } = column;
        const value = String(dflt_value)
          .replace(/^true$/, '1')
          .replace(/^false$/, '0');
        expect([notnull === 0 && pk === 0, value], `${name}.${column.name}`).toEqual(
          inPostgres.get(`${name}.${column.name}`),
        );
      }
    }
  });

  it('is done by one of several that begin at once, and the others find it done', async () => {
    const url = await emptyDatabase();
    const all = await Promise.all(Array.from({ length: 4 }, () => asking(url)));
    const done = await Promise.all(all.map((query) => migrate(query, PLACE)));
    expect(done.filter((steps) => steps > 0)).toHaveLength(1);
  });

  it('leaves nothing behind when it is cut off, and is done by the next', async () => {
    const url = await emptyDatabase();
    const [one, other] = [await asking(url), await asking(url)];
    let sent = 0;
    const cutOff: Query = async (text, values) => {
      if (++sent === 40)
        await other(`select pg_terminate_backend(${(await one('select pg_backend_pid() as pid'))[0]?.pid})`);
      return one(text, values);
    };
    await expect(migrate(cutOff, PLACE)).rejects.toThrow();
    expect(await namesOf(other, TABLES)).toEqual([]);
    expect(await migrate(other, PLACE)).toBeGreaterThan(0);
  });

  it('waits longer for another than a connection waits for a lock', async () => {
    const url = await emptyDatabase();
    const [one, other, looking] = [await asking(url), await asking(url), await asking(url)];
    for (const limit of ['lock_timeout', 'statement_timeout']) await other(`set ${limit} = '1s'`);
    const slow: Query = async (text, values) => {
      if (text === 'commit') await sleep(1_500);
      return one(text, values);
    };
    const first = migrate(slow, PLACE);
    const held = `select 1 as name from pg_locks where locktype = 'advisory'`;
    while ((await namesOf(looking, held)).length === 0) await sleep(5);
    expect(await migrate(other, PLACE)).toBe(0);
    expect(await first).toBeGreaterThan(0);
    // And what it allows itself it does not leave to others.
    expect(await other('show lock_timeout')).toEqual([{ lock_timeout: '1s' }]);
  });

  it('works in a schema of its own', async () => {
    const url = await emptyDatabase();
    const query = await asking(url);
    await query('create schema books');
    await query('create table public.strangers (id int)');
    await query('set search_path = books');
    expect(await migrate(query, PLACE)).toBeGreaterThan(0);
    expect(
      await namesOf(query, `select tablename as name from pg_tables where schemaname = 'public'`),
    ).toEqual(['strangers']);
  });
});

describe('A database that is not as it must be', () => {
  it.each([
    ['a table', 'create table strangers (id int)'],
    ['a view', 'create view strangers as select 1 as one'],
  ])('is refused and left as it was when %s of somebody else lies in it', async (_, make) => {
    const query = await asking(await emptyDatabase());
    await query(make);
    await expect(migrate(query, PLACE)).rejects.toThrow(/dunwell at somewhere is not one of Dunwell's/);
    await expect(refuseUnlessCurrent(query, PLACE)).rejects.toThrow(/not one of Dunwell's/);
    expect(await namesOf(query, TABLES)).not.toContain('applied_migrations');
  });

  it('is refused when a newer version wrote it', async () => {
    const query = await asking(await emptyDatabase());
    await migrate(query, PLACE);
    await query(`insert into applied_migrations (hash) values ('of tomorrow')`);
    await expect(migrate(query, PLACE)).rejects.toThrow(/newer version of Dunwell/);
    await expect(refuseUnlessCurrent(query, PLACE)).rejects.toThrow(/newer version of Dunwell/);
  });

  it('is refused for reading when an older version wrote it, or none', async () => {
    const query = await asking(await emptyDatabase());
    await expect(refuseUnlessCurrent(query, PLACE)).rejects.toThrow(/older version of Dunwell/);
    await migrate(query, PLACE);
    await query(
      'delete from applied_migrations where position = (select max(position) from applied_migrations)',
    );
    await expect(refuseUnlessCurrent(query, PLACE)).rejects.toThrow(/older version of Dunwell/);
  });

  it('is refused when it has no room for every name', async () => {
    const url = await emptyDatabase(
      `encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0 locale_provider libc`,
    );
    const query = await asking(url);
    await expect(migrate(query, PLACE)).rejects.toThrow(/keeps text as SQL_ASCII.*encoding UTF8/);
  });

  it('is refused when the role has no schema in it', async () => {
    const query = await asking(await emptyDatabase());
    await query('set search_path = nowhere');
    await expect(migrate(query, PLACE)).rejects.toThrow(/has no schema for this role/);
  });

  it('is taken when all that lies there belongs to an extension', async (context) => {
    const query = await asking(await emptyDatabase());
    const known = await query(`select 1 from pg_available_extensions where name = 'pg_stat_statements'`);
    if (known.length === 0) context.skip();
    await query('create extension pg_stat_statements');
    expect(await migrate(query, PLACE)).toBeGreaterThan(0);
  });
});
