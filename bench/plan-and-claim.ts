import { takeNext } from '../activities/intake/take-next.ts';
import { invoiceActivities } from '../activities/invoice/invoice-activities.ts';
import type { Database } from '../db/database.ts';
import { openDatabase } from '../db/open.ts';
import { createRecordingGateways } from '../gateways/recording.ts';
import { createSources } from '../gather/sources.ts';
import {
  CREDITOR,
  creditorFile,
  invoicesOf,
  Kind,
  writeInvoices,
} from '../test/crash/many-workers/invoices.ts';
import { publishCreditor, stageForNight } from '../test/crash/many-workers/stage-invoices.ts';
import { lateWindow } from '../test/crash/one-day.ts';
import { bareConnection } from './bare-plan-and-claim.ts';
import { type BooksForBench, ENGINES, type EngineOfBench, withBooks } from './books-for-bench.ts';

/** Letters a second without Temporal, each engine by the bare transaction and by our own code. */
export interface PlanAndClaimBench {
  readonly sqlite: PlanAndClaimOn;
  readonly postgres: PlanAndClaimOn;
}

interface PlanAndClaimOn {
  /** Bare transactions a second, one after the other and on eight connections; SQLite has one writer. */
  readonly bare: number;
  readonly bareOnEight: number | null;
  /** Our own: letters a second, each planned and claimed in one transaction and its result written in another. */
  readonly lettersOneByOne: number;
  readonly lettersTwentyAtOnce: number;
  /** Milliseconds of the worker's processor for a letter, twenty at once. */
  readonly processorMs: number;
}

const EIGHT = 8;
const TWENTY = 20;

/** As many invoices for each of the ways. */
export async function benchPlanAndClaim(size: number): Promise<PlanAndClaimBench> {
  const found = {} as Record<EngineOfBench, PlanAndClaimOn>;
  for (const engine of ENGINES) {
    found[engine] = await withBooks(engine, (books) => benchOn(books, size));
    console.error(engine, JSON.stringify(found[engine]));
  }
  return found;
}

async function benchOn({ folder, place }: BooksForBench, size: number): Promise<PlanAndClaimOn> {
  const db = await openDatabase(place);
  try {
    const numbers = await takenIn(db, folder, size * 5);
    const part = (n: number) => numbers.slice(n * size, (n + 1) * size);
    const letters = await lettersOf(db);
    const isServer = 'url' in place;
    const bare = async (connections: number, of: readonly string[]) => {
      const opened = await Promise.all(Array.from({ length: connections }, () => bareConnection(place)));
      const measured = await perSecond(of, connections, (number, which) =>
        opened[which]?.planAndClaim(number),
      );
      await Promise.all(opened.map((one) => one.close()));
      return measured.rate;
    };
    await perSecond(part(0), TWENTY, letters);
    const twenty = await perSecond(part(1), TWENTY, letters);
    return {
      bare: await bare(1, part(2)),
      bareOnEight: isServer ? await bare(EIGHT, part(3)) : null,
      lettersOneByOne: (await perSecond(part(4), 1, letters)).rate,
      lettersTwentyAtOnce: twenty.rate,
      processorMs: twenty.processorMs,
    };
  } finally {
    await db.close();
  }
}

/** Invoices in the books, each of a customer of its own and due now. */
async function takenIn(db: Database, folder: string, size: number): Promise<readonly string[]> {
  const invoices = invoicesOf(size).map((invoice, i) => ({
    ...invoice,
    kind: Kind.UNPAID,
    customer: `C-${i}`,
  }));
  await publishCreditor(db, folder, creditorFile(lateWindow()));
  await stageForNight(db, writeInvoices(folder, invoices));
  const deps = { db, sources: createSources(false) };
  while ((await takeNext(deps, CREDITOR, Date.now())).kind !== 'none');
  return invoices.map(({ number }) => number);
}

async function lettersOf(db: Database) {
  const nobody = new Proxy({}, { get: () => () => Promise.reject(new Error('There is no Temporal here.')) });
  const { sendReminder } = invoiceActivities({
    db,
    sources: createSources(false),
    gateways: createRecordingGateways(),
    municipalities: nobody as never,
    workflows: nobody as never,
    approve: 'none',
  });
  return async (number: string) => {
    const { stage } = await sendReminder({ creditor: CREDITOR, number, asOf: Date.now() });
    if (stage !== 'REMINDED') throw new Error(`${number} is ${stage}.`);
  };
}

async function perSecond(
  numbers: readonly string[],
  atOnce: number,
  one: (number: string, which: number) => Promise<unknown> | undefined,
): Promise<{ readonly rate: number; readonly processorMs: number }> {
  let next = 0;
  const began = performance.now();
  const processor = process.cpuUsage();
  await Promise.all(
    Array.from({ length: atOnce }, async (_, which) => {
      for (let number = numbers[next++]; number !== undefined; number = numbers[next++])
        await one(number, which);
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(processor);
  return {
    rate: Math.round(numbers.length / seconds),
    processorMs: Math.round((user + system) / 10 / numbers.length) / 100,
  };
}
