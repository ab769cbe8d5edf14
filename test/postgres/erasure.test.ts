import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { Database } from '../../db/database.ts';
import { contentOf } from '../../db/effects/contents.ts';
import { finishEffect, planEffect } from '../../db/effects/effects.ts';
import { openDatabase } from '../../db/open.ts';
import { asking, emptyDatabase } from '../db/drivers/postgres/empty-database.ts';
import { addInvoice, letter } from '../db/samples.ts';

const docs = readFileSync(fileURLToPath(new URL('../../docs/operating.md', import.meta.url)), 'utf8');

/** A statement as the page on operating gives it to a shell, between double quotes. */
function statementOf(program: RegExp): string {
  const found = new RegExp(`^${program.source}[^"]*"(DELETE FROM effect_contents[^"]+)"`, 'm').exec(docs);
  return found?.[1] as string;
}

const YEAR_MS = 365.25 * 86_400_000;

/** Letters that were given up one, two and three years ago, and one of three years ago that is still on its way. */
async function letters(db: Database): Promise<readonly string[]> {
  await db.transaction(async (tx) => {
    const { id } = await addInvoice(tx, '1001');
    for (const [key, years] of [
      ['one', 1],
      ['two', 1.9],
      ['three', 2.1],
      ['open', 3],
    ] as const) {
      const plannedAt = Math.floor(Date.now() - years * YEAR_MS);
      await planEffect(tx, letter(id, { key, plannedAt }));
      if (key !== 'open') await finishEffect(tx, key, { state: 'cancelled', finishedAt: plannedAt });
    }
  });
  return ['one', 'two', 'three', 'open'];
}

async function left(db: Database, keys: readonly string[]): Promise<readonly string[]> {
  const contents = await db.read((tx) => Promise.all(keys.map((key) => contentOf(tx, key))));
  return keys.filter((_, at) => contents[at] !== undefined && contents[at] !== null);
}

it('what the page says erases letters older than two years, whichever engine keeps the books', async () => {
  const url = await emptyDatabase();
  const books = await openDatabase({ url });
  onTestFinished(() => books.close());
  const keys = await letters(books);
  await (await asking(url))(statementOf(/psql postgres:\S+ -c /));
  expect(await left(books, keys)).toEqual(['one', 'two', 'open']);

  const folder = mkdtempSync(join(tmpdir(), 'dunwell-erasure-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'dunwell.db');
  const inFile = await openDatabase({ file });
  onTestFinished(() => inFile.close());
  await letters(inFile);
  new Sqlite(file).exec(statementOf(/sqlite3 data\/dunwell\.db /));
  expect(await left(inFile, keys)).toEqual(['one', 'two', 'open']);
});
