import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { minuteFor } from '../domain/invoice/sending-slot.ts';
import { CREDITOR, invoicesOf } from '../test/crash/many-workers/invoices.ts';
import { judgedNight } from '../test/crash/many-workers/judged-night.ts';
import { longWindow, minuteOf, written } from '../test/crash/one-day.ts';
import type { BenchOptions } from './bench-options.ts';
import { withBooks } from './books-for-bench.ts';

/*
 * npm run bench -- night [invoices] [--workers 4] [--kills 20] [--seed 27]
 *
 * So many invoices are due at once. Worker processes with data folders of their own carry them on one PostgreSQL and
 * one Temporal server, half of the payments arrive meanwhile, and workers are killed at random. The books are held
 * against those of a single worker on SQLite that nobody disturbed, and a witness in the database says whether anybody
 * got a letter who had paid before the last look.
 */

export interface NightBench {
  readonly invoices: number;
  readonly workers: number;
  readonly kills: number;
  readonly seed: number;
  /** Everything that is not as it has to be: the first of it, and how much there is. */
  readonly faults: number;
  readonly firstFaults: readonly string[];
  readonly letters: number;
  readonly transfers: number;
  readonly orders: number;
  readonly claimedAgain: number;
  readonly paidAfterIt: number;
  readonly paidBeforeIt: number;
  readonly seconds: number;
  readonly undisturbedSeconds: number;
}

const HOURS_FOR_BOTH = 4;

export async function benchNight(invoices: number, options: BenchOptions): Promise<NightBench> {
  const { workers, kills, seed } = {
    workers: Number(options.workers ?? 4),
    kills: Number(options.kills ?? 20),
    seed: Number(options.seed ?? 27),
  };
  const began = Date.now();
  const onMessage = (text: string) => console.error(`${((Date.now() - began) / 1000).toFixed(0)} s: ${text}`);
  // Each of the two runs may take an hour and more; what is due before it begins is due at once.
  const window = longWindow(HOURS_FOR_BOTH);
  const soon = minuteOf(began);
  const undisturbedIn = mkdtempSync(join(tmpdir(), 'dunwell-bench-'));
  try {
    return await withBooks('postgres', async ({ folder, place }) => {
      const judged = await judgedNight({
        ...{ folder, books: place, workers, kills, seed, undisturbedIn, onMessage },
        invoices: invoicesOf(invoices, (number) => minuteFor(CREDITOR, number, window) < soon),
        sending: written(window),
        parts: Math.max(8, Math.ceil(invoices / 100)),
        atOnce: false,
      });
      const { night, undisturbed, faults, paidAfterIt, paidBeforeIt } = judged;
      const { letters, transfers, orders, claimedAgain } = night.seen;
      return {
        ...{ invoices, workers, kills, seed },
        faults: faults.length,
        firstFaults: faults.slice(0, 20),
        ...{ letters, transfers, orders, claimedAgain, paidAfterIt, paidBeforeIt },
        seconds: Math.round(night.seconds),
        undisturbedSeconds: Math.round(undisturbed.seconds),
      };
    });
  } finally {
    rmSync(undisturbedIn, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  }
}
