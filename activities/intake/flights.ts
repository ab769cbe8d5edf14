import { RowKind, type StagedPayment } from '../../contracts/intake.ts';
import type { IntakeRow } from '../../db/intake/intake.ts';
import { keptAmong, returnsWaitingFor } from '../../db/intake/unmatched.ts';
import { knownAmong } from '../../db/sweep/carried.ts';
import { together } from '../../db/together.ts';
import { reduces } from '../../domain/kernel/ledger.ts';
import type { IntakeContext } from './intake-context.ts';

/*
 * A row is taken in by a handful of statements, and a database on another machine lets each of them wait for the way
 * there and back. Rows that have nothing to do with each other are taken in together: their statements travel side by
 * side, and a page takes as long as one row. Each is taken in as it is alone.
 */

/** Rows by what they are, in their order: payments that follow each other, and each other row alone. */
export function runsOf(rows: readonly IntakeRow[]): readonly (readonly IntakeRow[])[] {
  const runs: IntakeRow[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (row.kind === RowKind.PAYMENT && last?.at(-1)?.kind === RowKind.PAYMENT) last.push(row);
    else runs.push([row]);
  }
  return runs;
}

/** Payments that follow each other, as flights in their order. */
export async function flightsIn(
  context: IntakeContext,
  run: readonly IntakeRow[],
): Promise<readonly (readonly IntakeRow[])[]> {
  if (run.length < 2) return [run];
  return flightsOf(run, await plainAmong(context, run));
}

/**
 * The plain ones in flights, all others alone. No two of a flight are for the same invoice, as the last booking of a day
 * decides; and one whose id came before in the run is not plain any more, whatever it was when the run began.
 */
export function flightsOf(
  run: readonly IntakeRow[],
  isPlain: (payment: StagedPayment) => boolean,
): readonly (readonly IntakeRow[])[] {
  const flights: IntakeRow[][] = [];
  const ids = new Set<string>();
  let open: IntakeRow[] | null = null;
  let invoices = new Set<string>();
  for (const row of run) {
    const payment = row.body as StagedPayment;
    const { invoice = '', externalId } = payment;
    const mayFly = isPlain(payment) && !ids.has(externalId);
    ids.add(externalId);
    if (mayFly && open !== null && !invoices.has(invoice)) open.push(row);
    else {
      open = mayFly ? [row] : null;
      invoices = new Set();
      flights.push(open ?? [row]);
    }
    invoices.add(invoice);
  }
  return flights;
}

/**
 * Those that are booked on their invoice and touch nothing else: no unmatched money, no return that came before, no
 * surplus that is used up.
 */
async function plainAmong(
  { tx, creditor: { creditor } }: IntakeContext,
  run: readonly IntakeRow[],
): Promise<(payment: StagedPayment) => boolean> {
  const payments = run.map(({ body }) => body as StagedPayment);
  const ids = payments.map(({ externalId }) => externalId);
  const named = payments.flatMap(({ invoice = '' }) => (invoice === '' ? [] : [{ creditor, name: invoice }]));
  const { known, kept, returns } = await together({
    known: knownAmong(tx, 'invoices', named),
    kept: keptAmong(tx, creditor, ids),
    returns: returnsWaitingFor(tx, creditor, ids),
  });
  const numbers = new Set(known.map(({ name }) => name));
  const taken = new Set([...kept, ...returns.map(({ returnOf }) => returnOf)]);
  return ({ invoice = '', externalId, kind }) =>
    reduces(kind) && numbers.has(invoice) && !taken.has(externalId);
}
