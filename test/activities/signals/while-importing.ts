import { takeIn } from '../../../activities/intake/take-in.ts';
import { evaluateSignals } from '../../../activities/signals/evaluate.ts';
import { RowKind } from '../../../contracts/intake.ts';
import type { Database } from '../../../db/database.ts';
import { completeBatch, stageBatch, stageRows } from '../../../db/intake/intake.ts';
import { createSources } from '../../../gather/sources.ts';
import { AS_OF, CREDITOR, NOTICE, TODAY } from '../../domain/signals/sample-settings.ts';

const BATCH = 'a-large-file';
const STAGED_AT_ONCE = 10_000;

/** What a file row of that number says: a customer, two invoices past their notice, and a payment on some. */
function rowOf(n: number): { kind: string; body: object } {
  const customer = Math.floor(n / 4) + 1;
  const invoice = (place: number) => ({
    number: `${customer}-${place}`,
    customer: `N${customer}`,
    issuedOn: TODAY - 100,
    dueOn: TODAY - (customer % 5 === 0 ? 10 : 70),
    amount: 10_000,
    currency: 'EUR',
    lastLevel: NOTICE,
    lastLevelOn: TODAY - 30,
  });
  switch (n % 4) {
    case 0: {
      const details = {
        name: 'N',
        kind: 'consumer',
        street: 'Straat 1',
        postcode: '3511 AB',
        city: 'Utrecht',
      };
      const birthDate = customer % 7 === 0 ? {} : { birthDate: 5_000 };
      return { kind: RowKind.CUSTOMER, body: { customer: `N${customer}`, ...details, ...birthDate } };
    }
    case 1:
    case 2:
      return { kind: RowKind.INVOICE, body: invoice(n % 4) };
    default: {
      const amount = customer % 3 === 0 ? 10_000 : 1;
      const payment = {
        invoice: `${customer}-1`,
        bookedOn: TODAY - 1,
        amount,
        currency: 'EUR',
        kind: 'payment',
      };
      return { kind: RowKind.PAYMENT, body: { ...payment, externalId: `P${customer}` } };
    }
  }
}

async function stage(db: Database, rows: number): Promise<void> {
  await db.transaction((tx) => stageBatch(tx, { id: BATCH, creditor: CREDITOR, by: 'test', at: AS_OF }));
  for (let from = 0; from < rows; from += STAGED_AT_ONCE) {
    const page = Array.from({ length: Math.min(STAGED_AT_ONCE, rows - from) }, (_, i) => from + i);
    await db.transaction((tx) =>
      stageRows(tx, BATCH, page.map((n) => ({ ...rowOf(n), seq: n + 1, line: n + 2 })) as never),
    );
  }
  await db.transaction((tx) => completeBatch(tx, BATCH, rows, AS_OF));
}

/**
 * Takes a file of so many rows in while evaluation after evaluation runs beside it, then evaluates once more. The
 * settings must ask for no evidence of contact.
 */
export async function evaluateWhileImporting(db: Database, rows: number) {
  await stage(db, rows);
  const deps = { db, sources: createSources(false) };
  const evaluate = () => evaluateSignals(deps, { creditor: CREDITOR }, AS_OF, () => undefined);
  let isTaken = false;
  const started = performance.now();
  const importing = takeIn(
    deps as never,
    { creditor: CREDITOR, batchId: BATCH },
    AS_OF,
    () => undefined,
  ).then((progress) => {
    isTaken = true;
    return { progress, seconds: (performance.now() - started) / 1000 };
  });
  const seen: number[] = [];
  while (!isTaken) {
    const { customers } = await evaluate();
    seen.push(customers);
    await new Promise((next) => setTimeout(next, 1));
  }
  const imported = await importing;
  const last = await evaluate();
  return { imported: imported.progress, importSeconds: imported.seconds, evaluations: seen, last };
}
