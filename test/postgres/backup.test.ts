import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { formatDay } from '../../domain/kernel/day.ts';
import { findPostgres } from '../../scripts/test/find-postgres.mjs';
import { emptyDatabase } from '../db/drivers/postgres/empty-database.ts';
import { type Books, booksAt, booksOf, problemsIn, UNTIL_IDLE } from './machines.ts';

vi.setConfig({ testTimeout: 900_000 });

const found = await findPostgres();
const BIN = 'bin' in found ? found.bin : undefined;

function program(name: string, ...args: string[]): void {
  execFileSync(join(BIN as string, name), args, { stdio: 'pipe' });
}

async function worked(books: Books): Promise<void> {
  const worker = books.machine('a', {}, ...UNTIL_IDLE);
  expect(await worker.ended, worker.said()).toBe(0);
}

async function stagesOf({ query }: Books): Promise<readonly string[]> {
  const rows = await query(
    `select number || ' ' || stage as is from invoices order by cast(number as bigint)`,
  );
  return rows.map(({ is }) => String(is));
}

const PAID_SINCE = (() => {
  const on = formatDay(Math.floor(Date.now() / 86_400_000) - 1);
  const rows = [1, 2].map((number) => `${number},${on},80.00,EUR,bank-${number}`);
  return ['invoice,bookedOn,amount,currency,externalId', ...rows, ''].join('\n');
})();

/** What came after the backup: three claims and two payments. */
async function since(books: Books): Promise<void> {
  await books.importClaims(7, 9);
  await books.desk('payments', books.file('payments.csv', PAID_SINCE));
}

const LISTED = [3, 4, 5, 6, 7, 8, 9].map((number) => `${number} LISTED`);
const AS_BEFORE = ['1 PAID', '2 PAID', ...LISTED];

it.skipIf(BIN === undefined)(
  'books restored from a dump of before go on with workflows that are ahead of them, and nothing goes out twice',
  async () => {
    const namespace = `backup-${process.pid}`;
    const books = await booksOf(namespace);
    await books.importClaims(1, 6);
    await worked(books);
    const dump = join(books.root, 'books.dump');
    program('pg_dump', '--format=custom', `--file=${dump}`, books.url);
    await since(books);
    await worked(books);
    expect(await stagesOf(books)).toEqual(AS_BEFORE);
    expect(books.messages()).toBe(9);

    const restored = await emptyDatabase('template template0');
    program('pg_restore', '--no-owner', '--exit-on-error', `--dbname=${restored}`, dump);
    const again = await booksAt(books.root, restored, namespace);
    expect(await problemsIn(restored)).toEqual([]);
    expect(await stagesOf(again)).toEqual([1, 2, 3, 4, 5, 6].map((number) => `${number} LISTED`));
    await since(again);
    await worked(again);
    expect(await stagesOf(again)).toEqual(AS_BEFORE);
    expect(again.messages()).toBe(9);
    expect(await problemsIn(restored)).toEqual([]);
  },
);
