import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { copyBooks } from '../../../db/copy/copy-books.ts';
import { Target } from '../../../db/copy/target.ts';
import { openDatabase } from '../../../db/open.ts';
import { bookProblems } from '../../../read/books/book-problems.ts';
import { asking, emptyDatabase } from '../drivers/postgres/empty-database.ts';
import { rehearsedBooks } from './rehearsed-books.ts';

const CHILD = join(import.meta.dirname, 'copy-child.ts');

async function killedCopy(file: string, url: string, window: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, file, url, window], { stdio: 'inherit' });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}

const copyAgain = (file: string, url: string) =>
  copyBooks({ file, url, replaces: false, at: 0, check: bookProblems });

const tablesIn = async (url: string) =>
  (await asking(url))(`select 1 from pg_tables where schemaname = current_schema()`);

const opens = async (file: string) => (await openDatabase({ file })).close();

it.each(['while it copies', 'while it compares', 'before it checks'])(
  'Killed %s, a copy leaves nothing behind, its file can be used, and the next one is whole',
  async (window) => {
    const { file } = await rehearsedBooks();
    const url = await emptyDatabase();
    await killedCopy(file, url, window);
    await opens(file);
    expect((await copyAgain(file, url)).wasThere).toBe(false);
    await expect(opens(file)).rejects.toThrow(/were moved to/);
  },
);

it('Killed before its end is committed, a copy leaves nothing there, and its file waits for the next one', async () => {
  const { file } = await rehearsedBooks();
  const url = await emptyDatabase();
  await killedCopy(file, url, 'before the end is committed');
  await expect(opens(file)).rejects.toThrow(/was cut off at its end, .*: run the same copy again/);
  const other = await emptyDatabase();
  await expect(copyAgain(file, other)).rejects.toThrow(/was cut off at its end/);
  expect((await copyAgain(file, url)).wasThere).toBe(false);
  await expect(opens(file)).rejects.toThrow(/were moved to/);
});

it('Killed after its end was committed, a copy is found by the next one, also when work went on there', async () => {
  const { file } = await rehearsedBooks();
  const url = await emptyDatabase();
  await killedCopy(file, url, 'after the end was committed');
  await expect(opens(file)).rejects.toThrow(/was cut off at its end/);
  await (await asking(url))(`update invoices set version = version + 1`);
  const { wasThere, tables } = await copyAgain(file, url);
  expect({ wasThere, invoices: tables.get('invoices')?.rows }).toEqual({
    wasThere: true,
    invoices: Number((await (await asking(url))('select count(*) as n from invoices'))[0]?.n),
  });
  await expect(opens(file)).rejects.toThrow(/were moved to/);
  expect((await copyAgain(file, url)).wasThere).toBe(true);
});

it('A connection that is lost at the end is told so, and the next copy finds out what arrived', async () => {
  const { file } = await rehearsedBooks();
  const url = await emptyDatabase();
  const { commit } = Target.prototype;
  const lost = vi.spyOn(Target.prototype, 'commit').mockImplementation(async function (this: Target) {
    await commit.apply(this);
    throw new Error('Connection terminated unexpectedly');
  });
  await expect(copyAgain(file, url)).rejects.toThrow(/was lost at the very end: run the same copy again/);
  lost.mockRestore();
  await expect(opens(file)).rejects.toThrow(/was cut off at its end/);
  expect((await copyAgain(file, url)).wasThere).toBe(true);
});

it('A server that goes away in the middle is told in words, and nothing is kept on either side', async () => {
  const { file } = await rehearsedBooks();
  const url = await emptyDatabase();
  const other = await asking(url);
  const onProgress = () => {
    void other(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);
  };
  await expect(
    copyBooks({ file, url, replaces: false, at: 0, check: bookProblems, onProgress }),
  ).rejects.toThrow(/The (server of|connection to) the database/);
  expect(await tablesIn(url)).toEqual([]);
  await opens(file);
});
