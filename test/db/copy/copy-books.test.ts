import { describe, expect, it } from 'vitest';
import { copyBooks } from '../../../db/copy/copy-books.ts';
import { CopyPhase } from '../../../db/copy/steps.ts';
import { takeBack } from '../../../db/copy/take-back.ts';
import { openDatabase } from '../../../db/open.ts';
import { getSetting } from '../../../db/settings.ts';
import { bookProblems } from '../../../read/books/book-problems.ts';
import { asking, emptyDatabase } from '../drivers/postgres/empty-database.ts';
import { inFile, rehearsedBooks } from './rehearsed-books.ts';

const AT = Date.UTC(2026, 10, 27);

const copying = (file: string, url: string, changed: Partial<Parameters<typeof copyBooks>[0]> = {}) =>
  copyBooks({ file, url, replaces: false, at: AT, check: bookProblems, ...changed });

/** All rows of all tables as text, each table by itself, in an order of our own. */
function bySqlite(file: string): Map<string, string[]> {
  return inFile(file, (client) => {
    const names = client
      .prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)
      .pluck()
      .all() as string[];
    return new Map(
      names
        .filter((name) => !['applied_migrations', 'turns', 'workers'].includes(name))
        .map((name) => [name, client.prepare(`select * from "${name}"`).all().map(asText).sort()]),
    );
  });
}

function asText(row: unknown): string {
  const values = Object.entries(row as object).map(([name, value]) => [
    name,
    Buffer.isBuffer(value) ? value.toString('hex') : value === null ? null : String(value),
  ]);
  return JSON.stringify(values.sort());
}

const SEQUENCES = `select sequencename as name, last_value as last from pg_sequences where last_value is not null`;

describe('Copying the books of a rehearsal into PostgreSQL', () => {
  it('takes over every row, says so on both sides, and lets ids go on behind those ever given', async () => {
    const { file } = await rehearsedBooks();
    // The last ids are those of rows that are gone.
    inFile(file, (client) => {
      client.exec(`insert into case_wakes (case_id, cause, created_at) select id, 'test', 0 from cases`);
      client.exec('delete from case_wakes');
      client.exec(`insert into turns values ('sweep', 'a worker that was stopped', 9e15)`);
      client.exec(`insert into document_contents values ('cafe', 'application/pdf', 6, 0, x'00ff25504446')`);
    });
    const before = bySqlite(file);
    const lastIds = inFile(
      file,
      (client) => client.prepare('select name, seq from sqlite_sequence').raw().all() as [string, number][],
    );
    const url = await emptyDatabase();
    const seen: [CopyPhase, number, number][] = [];
    const report = await copying(file, url, { onProgress: (...step) => seen.push(step) });

    const query = await asking(url);
    let rows = 0;
    for (const [name, lines] of before) {
      const there = (await query(`select * from "${name}"`)).map(asText).sort();
      expect(name === 'settings' ? there.filter((line) => !line.includes('"copied"')) : there, name).toEqual(
        lines,
      );
      expect(report.tables.get(name)?.rows, name).toBe(lines.length);
      rows += lines.length;
    }
    expect(rows).toBeGreaterThan(100);
    expect(report).toMatchObject({ from: file, wasThere: false, replaced: [], problems: [] });
    expect(seen.filter(([, done]) => done === 0).map(([phase]) => phase)).toEqual([
      CopyPhase.COPYING,
      CopyPhase.COMPARING,
      CopyPhase.CHECKING,
    ]);
    expect(seen).toContainEqual([CopyPhase.COPYING, rows, rows]);
    expect(seen).toContainEqual([CopyPhase.COMPARING, rows, rows]);

    // Who was at work on the file is not at work there.
    expect(await query('select * from turns')).toEqual([]);

    const sequences = new Map((await query(SEQUENCES)).map(({ name, last }) => [name, Number(last)]));
    for (const [table, seq] of lastIds.filter(([, seq]) => seq > 0)) {
      expect(sequences.get(`${table}_id_seq`), table).toBe(seq);
    }
    expect(sequences.get('case_wakes_id_seq')).toBeGreaterThan(0);

    const place = report.to;
    await expect(openDatabase({ file })).rejects.toThrow(
      `The books of ${file} were moved to ${place} at 2026-11-27T00:00:00.000Z`,
    );
    await expect(openDatabase({ file, readOnly: true })).rejects.toThrow(
      `dunwell database copy --from ${file} --undo`,
    );
    const db = await openDatabase({ url });
    expect(JSON.parse((await db.read((tx) => getSetting(tx, 'copied'))) ?? '{}')).toMatchObject({
      from: file,
      at: AT,
    });
    expect(await bookProblems(db)).toEqual([]);
    await db.close();
  });

  it('finds what a trigger there changes, and keeps nothing of it', async () => {
    const { file } = await rehearsedBooks();
    const url = await emptyDatabase();
    await (await openDatabase({ url })).close();
    const query = await asking(url);
    await query(`create function shout() returns trigger language plpgsql as
      $$ begin new.name = upper(new.name); return new; end $$`);
    await query('create trigger shout before insert on customers for each row execute function shout()');
    await expect(copying(file, url)).rejects.toThrow(
      /is not what was read, so none of it was kept: customers\./,
    );
    expect(await query('select 1 from invoices')).toEqual([]);
    await (await openDatabase({ file })).close();
  });

  it('finds what makes the books say something else, and keeps nothing of it', async () => {
    const { file } = await rehearsedBooks();
    const url = await emptyDatabase();
    let asked = 0;
    const check = async () =>
      ++asked === 1 ? [] : [{ creditor: 'acme', number: '1001', problem: 'It differs.' }];
    await expect(copying(file, url, { check })).rejects.toThrow(/\(1 problems\) than of .* \(0\), so none/);
    expect(await (await asking(url))(SEQUENCES)).toEqual([]);
    await (await openDatabase({ file })).close();
  });

  it('takes over books that had a problem before, and names it', async () => {
    const { file } = await rehearsedBooks();
    inFile(file, (client) => client.exec('update invoices set open_fees = 7777 where id = 1'));
    const { problems } = await copying(file, await emptyDatabase());
    expect(problems).toHaveLength(1);
    expect(problems[0]?.problem).toContain('7777');
  });

  it('makes whoever opens the database meanwhile wait, who then finds all of it', async () => {
    const { file } = await rehearsedBooks();
    const url = await emptyDatabase();
    let opening: ReturnType<typeof openDatabase> | undefined;
    const onProgress = (phase: CopyPhase) => {
      if (phase === CopyPhase.COMPARING) opening ??= openDatabase({ url });
    };
    await copying(file, url, { onProgress });
    const db = await opening;
    expect(await db?.read((tx) => getSetting(tx, 'copied'))).toBeDefined();
    await db?.close();
  });
});

describe('A target', () => {
  it('that holds books already is refused and left as it was, and the file too', async () => {
    const { file } = await rehearsedBooks();
    const url = await emptyDatabase();
    await (await openDatabase({ url })).close();
    const query = await asking(url);
    await query(`insert into customers (creditor, reference) values ('acme', 'c1')`);
    await expect(copying(file, url)).rejects.toThrow(
      /holds books already, and not a copy of .*: name an empty one/,
    );
    expect(await query('select reference from customers')).toEqual([{ reference: 'c1' }]);
    await (await openDatabase({ file })).close();
  });

  it('with tables of somebody else is refused', async () => {
    const { file } = await rehearsedBooks();
    const url = await emptyDatabase();
    const query = await asking(url);
    await query('create table strangers (id int)');
    await expect(copying(file, url)).rejects.toThrow(/not one of Dunwell's/);
  });

  it('that is not there is named, and the password is not', async () => {
    const { file } = await rehearsedBooks();
    const url = new URL(await emptyDatabase());
    url.password = 'topsecret';
    url.pathname = '/nowhere';
    const error = await copying(file, url.href).catch((failed: Error) => failed);
    expect(String(error)).toMatch(/no database nowhere/);
    expect(String(error)).not.toContain('topsecret');
    await (await openDatabase({ file })).close();
  });
});

describe('A file', () => {
  it('that another process has open is refused, to read it or to write it', async () => {
    const { file } = await rehearsedBooks();
    const url = await emptyDatabase();
    for (const readOnly of [true, false]) {
      const open = await openDatabase({ file, readOnly });
      await expect(copying(file, url)).rejects.toThrow(/is open in another process: stop the worker/);
      await open.close();
    }
    await copying(file, url);
  }, 60_000);

  it('cannot be opened by anybody while it is copied', async () => {
    const { file } = await rehearsedBooks();
    let opened: Promise<unknown> | undefined;
    const onProgress = () => {
      opened ??= openDatabase({ file, busyTimeoutMs: 1 }).catch((error: Error) => error.message);
    };
    await copying(file, await emptyDatabase(), { onProgress });
    expect(await opened).toMatch(/is locked by another process/);
  });

  it('that an older version wrote is refused until it was brought up to date', async () => {
    const { file } = await rehearsedBooks();
    inFile(file, (client) => client.exec('delete from applied_migrations where position > 3'));
    await expect(copying(file, await emptyDatabase())).rejects.toThrow(/older version of Dunwell/);
  });

  it('with a row that refers to none is refused by its place', async () => {
    const { file } = await rehearsedBooks();
    inFile(file, (client) => {
      client.pragma('foreign_keys = OFF');
      client.exec('delete from customers where id = 1');
    });
    await expect(copying(file, await emptyDatabase())).rejects.toThrow(
      /is damaged: \d+ rows? .*such as row \d+ of \w+ to customers/,
    );
  });

  it('can be taken back, and copied again into another database', async () => {
    const { file } = await rehearsedBooks();
    const first = await copying(file, await emptyDatabase());
    await expect(copying(file, await emptyDatabase())).rejects.toThrow(`were moved to ${first.to}`);
    expect(await takeBack({ file, url: undefined, at: AT })).toMatchObject({ to: first.to, isDone: true });
    expect(await takeBack({ file, url: undefined, at: AT })).toBeUndefined();
    await (await openDatabase({ file })).close();
    expect((await copying(file, await emptyDatabase())).wasThere).toBe(false);
  });

  it('whose books are gone from where they were moved to is refused: they are older', async () => {
    const { file } = await rehearsedBooks();
    const url = await emptyDatabase();
    await copying(file, url);
    await (await asking(url))('drop schema public cascade; create schema public');
    await expect(copying(file, url)).rejects.toThrow(/were moved to/);
  });
});

describe('Texts that PostgreSQL does not keep', () => {
  const spoil = (file: string) =>
    inFile(file, (client) => {
      client.prepare('update customers set name = ? where id = 1').run('Secret\0Name');
      client.prepare('update customers set city = ? where id = 2').run('Half\ud83d');
      client
        .prepare('update policies set body = ? where rowid = 1')
        .run(
          (client.prepare('select body from policies where rowid = 1').pluck().get() as string).replace(
            '{',
            `{${JSON.stringify('Secret\0')}:${JSON.stringify('\udc00')},`,
          ),
        );
    });

  it('are named by table, column and row and not shown, and nothing is copied', async () => {
    const { file } = await rehearsedBooks();
    spoil(file);
    const url = await emptyDatabase();
    const error = String(await copying(file, url).catch((failed: Error) => failed.message));
    expect(error).toContain('customers.name, rowid 1: has the character NUL in it');
    expect(error).toContain('customers.city, rowid 2: is no text in UTF-8');
    expect(error).toContain('policies.body, rowid 1: has a field whose name has the character NUL in it');
    expect(error).toContain('--replace');
    expect(error).not.toContain('Secret');
    await (await openDatabase({ file })).close();
  });

  it('are copied with the sign of what cannot be shown where that is asked for', async () => {
    const { file } = await rehearsedBooks();
    spoil(file);
    const url = await emptyDatabase();
    const { replaced } = await copying(file, url, { replaces: true });
    expect(replaced.map(({ table, column, rowid }) => `${table}.${column} ${rowid}`).sort()).toEqual([
      'customers.city 2',
      'customers.name 1',
      'policies.body 1',
    ]);
    const query = await asking(url);
    expect(await query('select name from customers where id = 1')).toEqual([{ name: 'Secret\ufffdName' }]);
    expect(
      await query(`select cast(body as json) ->> $1 as found from policies`, ['Secret\ufffd']),
    ).toContainEqual({
      found: '\ufffd',
    });
  });

  it('are found in what should be JSON and is none, too', async () => {
    const { file } = await rehearsedBooks();
    inFile(file, (client) => client.prepare('update policies set body = ?').run('{"\\u0000": Secret\0'));
    const refused = copying(file, await emptyDatabase(), { check: async () => [] });
    await expect(refused).rejects.toThrow('policies.body, rowid 1: has the character NUL in it');
  });

  it('are no trouble where the sign itself was written, or a pair of surrogates, or a backslash', async () => {
    const { file } = await rehearsedBooks();
    inFile(file, (client) => {
      client.prepare('update customers set name = ? where id = 1').run('Was \ufffd before, \u{1f600}');
      client.prepare('update customers set city = ? where id = 1').run('\\u0000');
      client.exec(
        `update policies set body = replace(body, '{"', '{"\\\\u0000":"\\ud83d\\ude00","') where rowid = 1`,
      );
    });
    expect((await copying(file, await emptyDatabase())).replaced).toEqual([]);
  });
});
