import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../db/open.ts';
import { inFile, rehearsedBooks } from '../../db/copy/rehearsed-books.ts';
import { asking, emptyDatabase } from '../../db/drivers/postgres/empty-database.ts';
import { inProcess } from '../in-process.ts';

describe('dunwell database copy', () => {
  it('moves the books of a folder, which then says where they are, until that is undone', async () => {
    const { folder, file } = await rehearsedBooks();
    const url = await emptyDatabase();
    const copied = await inProcess(['database', 'copy', '--from', folder, '--to', url]);
    expect(copied.code).toBe(0);
    expect(copied.out).toMatch(
      /was copied to .*: \d{3} rows of \d+ tables, each row read back and the same\.\n$/,
    );
    expect(copied.err).toContain('copying rows');
    expect(copied.err).toContain('DUNWELL_DATABASE');

    const status = await inProcess(['status', '--data', folder]);
    expect(status.code).toBe(1);
    expect(status.err).toContain('were moved to');
    const again = await inProcess(['database', 'copy', '--from', file], { DUNWELL_DATABASE: url });
    expect(again).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^All of .* had arrived in .* before/),
    });

    const undone = await inProcess(['database', 'copy', '--from', folder, '--to', url, '--undo']);
    expect(undone).toMatchObject({ code: 0, out: expect.stringContaining('can be used again') });
    expect((await inProcess(['status', '--data', folder])).code).toBe(0);
    await expect(openDatabase({ url })).rejects.toThrow(
      new RegExp(`^The books of .* were taken back into ${file} at `),
    );
  });

  it('is not undone beside a worker there, from another database, or without being told which it was', async () => {
    const { folder, file } = await rehearsedBooks();
    const url = await emptyDatabase();
    await inProcess(['database', 'copy', '--from', folder, '--to', url]);
    const undo = async (...to: string[]) =>
      inProcess(['database', 'copy', '--from', folder, '--undo', ...to]);
    expect(await undo()).toMatchObject({ code: 2, err: expect.stringContaining('DUNWELL_DATABASE') });
    const other = await undo('--to', await emptyDatabase());
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('and this is') });

    const query = await asking(url);
    const seen = (at: number) =>
      query(
        `insert into workers (id, host, pid, version, server, server_says, settings, since, seen_at)
           values ('w', 'night', 7, '0', 's', 's', '{}', 0, $1) on conflict (id) do update set seen_at = excluded.seen_at`,
        [at],
      );
    await seen(Date.now());
    const beside = await undo('--to', url);
    expect(beside).toMatchObject({ code: 1, err: expect.stringContaining('process 7 on night') });
    await expect(openDatabase({ file })).rejects.toThrow('were moved to');
    await seen(Date.now() - 100_000);
    expect((await undo('--to', url)).code).toBe(0);
  });

  it('says with --json what it did and nothing else', async () => {
    const { folder, file } = await rehearsedBooks();
    const args = ['database', 'copy', '--from', folder, '--json'];
    const { code, out, err } = await inProcess([...args, '--to', await emptyDatabase()]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const said = JSON.parse(out);
    expect(said).toMatchObject({ from: file, wasThere: false, replaced: [], problems: [] });
    expect(said.tables).toContainEqual({
      table: 'invoices',
      rows: inFile(file, (client) => client.prepare('select count(*) from invoices').pluck().get()),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const undo = [...args, '--undo', '--database-is-gone'];
    expect(JSON.parse((await inProcess(undo)).out)).toEqual({ file, movedTo: said.to });
    expect(JSON.parse((await inProcess(undo)).out)).toEqual({ file, movedTo: null });
  });

  it('names what PostgreSQL does not keep, and copies it with --replace', async () => {
    const { folder, file } = await rehearsedBooks();
    inFile(file, (client) => client.prepare('update customers set name = ? where id = 1').run('Secret\0'));
    const args = ['database', 'copy', '--from', folder, '--to', await emptyDatabase()];
    const refused = await inProcess(args);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('customers.name, rowid 1');
    const copied = await inProcess([...args, '--replace']);
    expect(copied.code).toBe(0);
    expect(copied.err).toContain('Copied with \ufffd: customers.name, rowid 1, has the character NUL in it');
    expect(refused.err + copied.err).not.toContain('Secret');
  });

  it.each([
    ['without a target', [], 2, /Say where to with --to or DUNWELL_DATABASE/],
    [
      'with a target of another kind',
      ['--to', 'mysql://u:topsecret@h/d'],
      2,
      /\(--to or DUNWELL_DATABASE\) is one of mysql/,
    ],
    ['from a folder without books', ['--to', 'postgres://h/d'], 1, /There is no database in .*--from/],
  ])('is refused %s', async (_, args, code, words) => {
    const folder = mkdtempSync(join(tmpdir(), 'dunwell-empty-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const from = code === 2 ? (await rehearsedBooks()).folder : folder;
    const told = await inProcess(['database', 'copy', '--from', from, ...args]);
    expect(told.code).toBe(code);
    expect(told.err).toMatch(words);
    expect(told.err).not.toContain('topsecret');
  });
});

describe('dunwell database migrate', () => {
  it('gives an empty PostgreSQL database its tables, and says so the next time', async () => {
    const url = await emptyDatabase();
    const first = await inProcess(['database', 'migrate', '--database', url]);
    expect(first).toMatchObject({
      code: 0,
      out: expect.stringMatching(/was brought up to date, by \d+ migrations?\.\n$/),
    });
    const second = await inProcess(['database', 'migrate', '--json'], { DUNWELL_DATABASE: url });
    expect(JSON.parse(second.out)).toEqual({ database: expect.any(String), steps: 0, movedTo: null });
    expect((await inProcess(['database', 'migrate', '--database', url])).out).toContain('already');
  });

  it('brings the file of a folder up to date beside the workers', async () => {
    const { folder, file } = await rehearsedBooks();
    const { out } = await inProcess(['database', 'migrate', '--data', folder, '--json']);
    expect(JSON.parse(out)).toEqual({ database: file, steps: 0, movedTo: null });
  });

  it('says of a folder whose books were moved that they are worked on elsewhere', async () => {
    const { folder } = await rehearsedBooks();
    const url = await emptyDatabase();
    await inProcess(['database', 'copy', '--from', folder, '--to', url]);
    const told = await inProcess(['database', 'migrate', '--data', folder]);
    expect(told).toMatchObject({
      code: 0,
      err: expect.stringMatching(/were moved to .* DUNWELL_DATABASE\./),
    });
    const { out } = await inProcess(['database', 'migrate', '--data', folder, '--json']);
    expect(JSON.parse(out).movedTo).toContain(new URL(url).pathname.slice(1));
  });

  it('makes no file where there is none', async () => {
    const { code, err } = await inProcess(['database', 'migrate', '--data', join(tmpdir(), 'nowhere')]);
    expect(code).toBe(1);
    expect(err).toMatch(/There is no database in .*nowhere.*: name another folder with --data/);
  });
});

describe('dunwell database check', () => {
  it('finds on both engines what does not follow from what was written down', async () => {
    const { folder, file } = await rehearsedBooks();
    const good = await inProcess(['database', 'check', '--data', folder]);
    expect(good).toMatchObject({ code: 0, out: `${file}: all follows from what was written down.\n` });

    inFile(file, (client) => client.exec('update invoices set open_fees = 7777 where id = 1'));
    const bad = await inProcess(['database', 'check', '--data', folder, '--json']);
    expect(bad.code).toBe(1);
    const { problems } = JSON.parse(bad.out);
    expect(problems).toHaveLength(1);

    const url = await emptyDatabase();
    const copied = await inProcess(['database', 'copy', '--from', folder, '--to', url]);
    expect(copied.err).toContain('The books have 1 problem, here as there');
    const there = await inProcess(['database', 'check', '--database', url, '--json']);
    expect(JSON.parse(there.out).problems).toEqual(problems);
    expect((await inProcess(['database', 'check', '--database', url])).out).toContain('7777');
  });
});

describe('dunwell database reset-sequences', () => {
  it('lets ids go on behind rows that came with their own, and never moves one back', async () => {
    const url = await emptyDatabase();
    await inProcess(['database', 'migrate', '--database', url]);
    const query = await asking(url);
    const insert = 'insert into customers (creditor, reference) values ($1, $2) returning id';
    await query(`insert into customers (id, creditor, reference) values (41, 'acme', 'put in by hand')`);
    const args = ['database', 'reset-sequences', '--database', url];
    expect(JSON.parse((await inProcess([...args, '--json'])).out).sequences).toEqual([
      { table: 'customers', from: 0, to: 41 },
    ]);
    expect(await query(insert, ['acme', 'next'])).toEqual([{ id: '42' }]);
    await query('delete from customers');
    expect((await inProcess(args)).out).toContain('stands behind its table already');
    expect(await query(insert, ['acme', 'after all are gone'])).toEqual([{ id: '43' }]);
  });

  it('needs a PostgreSQL database', async () => {
    const { code, err } = await inProcess(['database', 'reset-sequences']);
    expect(code).toBe(2);
    expect(err).toContain('--database');
  });
});
