import { takeNext } from '../activities/intake/take-next.ts';
import { RowKind } from '../contracts/intake.ts';
import type { Database } from '../db/database.ts';
import { completeBatch, type RowToStage, stageBatch, stageRows } from '../db/intake/intake.ts';
import { openDatabase } from '../db/open.ts';
import { EntryKind } from '../domain/kernel/ledger.ts';
import { createSources } from '../gather/sources.ts';
import { CREDITOR, creditorFile } from '../test/crash/many-workers/invoices.ts';
import { publishCreditor } from '../test/crash/many-workers/stage-invoices.ts';
import { lateWindow } from '../test/crash/one-day.ts';
import { ENGINES, type EngineOfBench, withBooks } from './books-for-bench.ts';

/*
 * npm run bench -- intake [rows]
 *
 * Takes in that many invoices, each of a customer of its own, and then a payment of each, on both engines.
 */

/** Rows a second, and how many times as fast SQLite is. */
export interface IntakeBench {
  readonly sqlite: Rates;
  readonly postgres: Rates;
  readonly invoicesSqliteTimes: number;
  readonly paymentsSqliteTimes: number;
}

interface Rates {
  readonly invoices: number;
  readonly payments: number;
}

export async function benchIntake(rows: number): Promise<IntakeBench> {
  const found = {} as Record<EngineOfBench, Rates>;
  for (const engine of ENGINES) {
    found[engine] = await withBooks(engine, async ({ folder, place }) => {
      const db = await openDatabase(place);
      try {
        await publishCreditor(db, folder, creditorFile(lateWindow()));
        const invoices = await perSecond(db, 'invoices', rows, invoice);
        return { invoices, payments: await perSecond(db, 'payments', rows, payment) };
      } finally {
        await db.close();
      }
    });
    console.error(engine, JSON.stringify(found[engine]));
  }
  const times = (of: keyof Rates) => Math.round((10 * found.sqlite[of]) / found.postgres[of]) / 10;
  return { ...found, invoicesSqliteTimes: times('invoices'), paymentsSqliteTimes: times('payments') };
}

type MadeRow = Pick<RowToStage, 'kind' | 'body'>;

const TODAY = Math.floor(Date.now() / 86_400_000);

function invoice(n: number): MadeRow {
  const dates = { issuedOn: TODAY - 40, dueOn: TODAY - 10 };
  const body = { number: `${n}`, customer: `C-${n}`, ...dates, amount: 8_000, currency: 'EUR' };
  return { kind: RowKind.INVOICE, body };
}

function payment(n: number): MadeRow {
  const of = { invoice: `${n}`, externalId: `p-${n}`, kind: EntryKind.PAYMENT };
  return { kind: RowKind.PAYMENT, body: { ...of, amount: 8_000, currency: 'EUR', bookedOn: TODAY - 1 } };
}

async function perSecond(
  db: Database,
  id: string,
  rows: number,
  make: (n: number) => MadeRow,
): Promise<number> {
  const about = { creditor: CREDITOR };
  const at = Date.now();
  await db.transaction(async (tx) => {
    await stageBatch(tx, { id, ...about, by: 'bench', at });
    await stageRows(
      tx,
      id,
      Array.from({ length: rows }, (_, n) => ({ seq: n + 1, line: n + 2, ...make(n) })),
    );
    await completeBatch(tx, id, rows, at);
  }, about);
  const deps = { db, sources: createSources(false) };
  const began = performance.now();
  while ((await takeNext(deps, CREDITOR, at)).kind !== 'none');
  return Math.round((rows * 1_000) / (performance.now() - began));
}
