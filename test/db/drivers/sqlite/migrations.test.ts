import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, it } from 'vitest';
import { freshSqlite } from './fresh-sqlite.ts';

const SCRIPT = fileURLToPath(new URL('../../../../scripts/migrations.ts', import.meta.url));

it('The committed migrations say all that the schema says, and make every table STRICT', {
  timeout: 60_000,
}, () => {
  const check = () =>
    execFileSync(process.execPath, ['--import', 'tsx', SCRIPT, '--check'], { encoding: 'utf8' });
  expect(check()).toBe('');
});

// The snapshots beside the migrations can say what no migration does: a file lost between two branches.
it('A migrated database has every column and index that the schema says', async () => {
  const database = await freshSqlite();
  const file = new Sqlite(database.place, { readonly: true });
  const named = (query: string, table: string) =>
    (file.prepare(query).all(table) as { name: string }[]).map(({ name }) => name).sort();
  const folder = new URL('../../../../db/tables/', import.meta.url);
  const schemas = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const tables = (await Promise.all(schemas.map((name) => import(new URL(name, folder).href))))
    .flatMap((schema) => Object.values(schema as object))
    .filter((one): one is SQLiteTable => is(one, SQLiteTable))
    .map(getTableConfig);
  expect(tables.length).toBeGreaterThan(30);
  for (const { name, columns, indexes } of tables) {
    expect(named('select name from pragma_table_info(?)', name), name).toEqual(
      columns.map((column) => column.name).sort(),
    );
    const there = named('select name from pragma_index_list(?)', name);
    for (const index of indexes) expect(there, name).toContain(index.config.name);
  }
  file.close();
});
