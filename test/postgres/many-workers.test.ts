import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { invoicesOf } from '../crash/many-workers/invoices.ts';
import { judgedNight } from '../crash/many-workers/judged-night.ts';
import { IS_WEEKEND, lateWindow } from '../crash/one-day.ts';
import { emptyDatabase } from '../db/drivers/postgres/empty-database.ts';
import { temporaryFolder } from '../workflows/temporary-folder.ts';

/** `npm run bench -- night` is the long run. */
const SIZE = 120;
const [WORKERS, KILLS] = [3, 4];

it.skipIf(IS_WEEKEND)(
  `${WORKERS} workers on one PostgreSQL, killed ${KILLS} times while half of the money comes: every effect once, no letter to whom had paid, and the books of a single worker on SQLite that nobody disturbed`,
  async () => {
    const root = temporaryFolder('dunwell-night-');
    onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 }));
    const [folder, undisturbedIn] = ['night', 'undisturbed'].map((name) => join(root, name)) as [
      string,
      string,
    ];
    for (const made of [folder, undisturbedIn]) mkdirSync(made);
    const { faults, paidAfterIt, paidBeforeIt, night } = await judgedNight({
      ...{ folder, undisturbedIn, workers: WORKERS, kills: KILLS, parts: 8, seed: 27 },
      invoices: invoicesOf(SIZE),
      sending: lateWindow(),
      books: { url: await emptyDatabase() },
      onMessage: () => undefined,
      atOnce: true,
    });
    expect(faults).toEqual([]);
    // Otherwise nothing was tried.
    expect(paidAfterIt + paidBeforeIt).toBe(SIZE / 2);
    expect(Math.min(paidAfterIt, paidBeforeIt, night.seen.letters)).toBeGreaterThan(0);
  },
  300_000,
);
