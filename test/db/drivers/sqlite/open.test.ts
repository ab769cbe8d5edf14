import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DatabaseError } from '../../../../db/errors.ts';
import { openDatabase } from '../../../../db/open.ts';
import { getSetting, setSetting } from '../../../../db/settings.ts';
import { freshFile, freshSqlite } from './fresh-sqlite.ts';

function raw<T>(file: string, work: (client: Sqlite.Database) => T): T {
  const client = new Sqlite(file);
  try {
    return work(client);
  } finally {
    client.close();
  }
}

describe('Opening a database', () => {
  it('creates the file with every table STRICT, in WAL mode', async () => {
    const db = await freshSqlite();
    const tables = raw(
      db.place,
      (client) =>
        client.prepare(`pragma table_list`).all() as { name: string; strict: number; type: string }[],
    ).filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_'));
    expect(tables.length).toBeGreaterThan(18);
    expect(tables.filter(({ strict }) => strict !== 1)).toEqual([]);
    expect(raw(db.place, (client) => client.pragma('journal_mode', { simple: true }))).toBe('wal');
  });

  it.skipIf(process.platform === 'win32')('is its owner’s alone, with all that lies beside it', async () => {
    const before = process.umask(0o022);
    onTestFinished(() => void process.umask(before));
    const { place } = await freshSqlite();
    const files = ['', '-wal', '-shm'].map((end) => place + end);
    expect(files.map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
  });

  it('leaves what is there when it is opened again', async () => {
    const file = freshFile();
    const first = await openDatabase({ file });
    await first.transaction((tx) => setSetting(tx, 'name', 'kept'));
    await first.close();
    const again = await freshSqlite({ file });
    expect(await again.read((tx) => getSetting(tx, 'name'))).toBe('kept');
    expect(
      raw(file, (client) => client.prepare('select count(*) from applied_migrations').pluck().get()),
    ).toBe(
      raw(file, (client) => client.prepare('select max(position) from applied_migrations').pluck().get()),
    );
  });

  it('migrates once when several open a new file together', async () => {
    const file = freshFile();
    const all = await Promise.all([1, 2, 3, 4].map(() => freshSqlite({ file })));
    await Promise.all(all.map((db, n) => db.transaction((tx) => setSetting(tx, `name-${n}`, 'x'))));
    const count = 'select count(*) from settings';
    expect(raw(file, (client) => client.prepare(count).pluck().get())).toBe(4);
  });

  it('refuses a database that a newer version wrote', async () => {
    const { place: file } = await freshSqlite();
    raw(file, (client) => client.exec(`insert into applied_migrations (hash) values ('of tomorrow')`));
    await expect(openDatabase({ file })).rejects.toThrow(/newer version of Dunwell/);
    await expect(openDatabase({ file, readOnly: true })).rejects.toThrow(/newer version of Dunwell/);
  });

  it('refuses to read a database that lacks tables of this version', async () => {
    const { place: file } = await freshSqlite();
    raw(file, (client) => client.exec('delete from applied_migrations'));
    await expect(openDatabase({ file, readOnly: true })).rejects.toThrow(/older version of Dunwell/);
  });

  it("refuses a database that is not Dunwell's and leaves it as it was", async () => {
    const file = freshFile();
    raw(file, (client) => client.exec('create table letters (id integer)'));
    await expect(openDatabase({ file })).rejects.toThrow(/not one of Dunwell's/);
    expect(raw(file, (client) => client.pragma('journal_mode', { simple: true }))).toBe('delete');
  });

  it('says so when the file is no database', async () => {
    const file = freshFile();
    writeFileSync(file, 'number,customer,issuedOn\n'.repeat(1000));
    const opening = openDatabase({ file });
    await expect(opening).rejects.toThrow(DatabaseError);
    await expect(opening).rejects.toThrow(/is not a SQLite database: name another/);
  });

  it('says so when the database is damaged', async () => {
    const file = freshFile();
    const db = await openDatabase({ file });
    await db.close();
    const client = new Sqlite(file);
    const pages = client.pragma('page_count', { simple: true }) as number;
    client.close();
    const handle = openSync(file, 'r+');
    for (let page = 1; page < pages; page++)
      writeSync(handle, Buffer.alloc(2000, 0xee), 0, 2000, page * 4096);
    closeSync(handle);
    const damaged = openDatabase({ file }).then((opened) =>
      opened.transaction((tx) => setSetting(tx, 'name', 'x')),
    );
    await expect(damaged).rejects.toThrow(/is damaged: stop all that uses it/);
  });

  it('says so when the folder is missing', async () => {
    const file = join(dirname(freshFile()), 'missing', 'dunwell.sqlite');
    await expect(openDatabase({ file })).rejects.toThrow(/cannot be opened/);
    expect(existsSync(dirname(file))).toBe(false);
  });

  it.skipIf(process.getuid?.() === 0)('says so when the file may not be written', async () => {
    const { place: file } = await freshSqlite();
    chmodSync(file, 0o400);
    await expect(openDatabase({ file })).rejects.toThrow(/may not be written|cannot be opened/);
  });

  it('says so when the file is a folder', async () => {
    const file = freshFile();
    mkdirSync(file);
    await expect(openDatabase({ file })).rejects.toThrow(/cannot be opened/);
  });

  it('for reading only refuses transactions, and a file that is not there', async () => {
    const { place: file } = await freshSqlite();
    const db = await freshSqlite({ file, readOnly: true });
    await expect(db.transaction(async () => 1)).rejects.toThrow(/opened for reading only/);
    await expect(db.read((tx) => getSetting(tx, 'name'))).resolves.toBeUndefined();
    await expect(openDatabase({ file: `${file}-other`, readOnly: true })).rejects.toThrow(/cannot be opened/);
  });
});

describe('STRICT tables', () => {
  it('refuse a float in an integer column and a text in a number', async () => {
    const { place: file } = await freshSqlite();
    const insert = (value: string) =>
      raw(file, (client) => client.exec(`insert into wake_outbox values (1, ${value}, 'import', 0)`));
    expect(() => insert('1.5')).toThrow(/cannot store REAL value in INTEGER column/);
    expect(() => insert(`'one'`)).toThrow(/cannot store TEXT value in INTEGER column/);
  });
});
