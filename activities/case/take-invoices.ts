import { activeCaseOf, withdrawnCaseOf } from '../../db/case/cases.ts';
import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import { queueWake } from '../../db/invoice/wake.ts';
import type { Tx } from '../../db/tx.ts';
import { type InvoiceToStart, oldestFirst, whyNotStart } from '../../domain/case/may-start.ts';
import type { Decision } from '../../domain/invoice/decision.ts';
import { caseStarted, letterGivenUp } from '../../domain/invoice/end-of-case.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { type Gathered, gatherFrom } from '../../gather/invoice/gather-invoice.ts';
import { writeInvoice } from '../invoice/write.ts';
import type { Opening } from './opening.ts';

/** An invoice that may come to a case, settled as of now. */
export interface Taken {
  readonly gathered: Gathered;
  readonly decision: Decision;
}

export type InvoicesTaken =
  | { readonly taken: readonly Taken[] }
  /** Why not, in words. */
  | { readonly refused: string };

/** Reads the invoices that a case is to be about, oldest first, and checks that it may be. */
export async function invoicesForCase(
  tx: Tx,
  { deps, creditor, asOf }: Opening,
  numbers: readonly string[],
  isForced: boolean,
): Promise<InvoicesTaken> {
  const found = new Map<InvoiceToStart, Taken>();
  for (const number of new Set(numbers)) {
    const row = await findInvoiceByNumber(tx, creditor, number);
    if (row === undefined) return { refused: `Creditor ${creditor} has no invoice ${number}.` };
    const gathered = await gatherFrom(tx, deps.sources, row);
    const now = situation(gathered, asOf);
    const settled = settleInvoice(now);
    const decision = letterGivenUp(settled, now);
    const { id: invoiceId, customerId } = row;
    const activeCase = (await activeCaseOf(tx, invoiceId))?.reference ?? null;
    const withdrawnCase = isForced ? null : ((await withdrawnCaseOf(tx, invoiceId))?.reference ?? null);
    // Whether a letter is under way is asked before it is given up: one that may have left is not ours to give up.
    const facts = { ...decision.facts, pendingEffect: settled.facts.pendingEffect };
    const toStart = { facts, invoiceId, customerId, activeCase, withdrawnCase };
    found.set(toStart, { gathered, decision });
  }
  const [first] = found.values();
  if (first === undefined) return { refused: 'Name at least one invoice.' };
  const obstacles = whyNotStart([...found.keys()], situation(first.gathered, asOf));
  if (obstacles.length > 0) return { refused: obstacles.join(' ') };
  const inOrder = [...found].sort(([a], [b]) => oldestFirst(a, b));
  return { taken: inOrder.map(([, taken]) => taken) };
}

/** Moves the invoices to their case: their own path is over, a letter not yet handed over is cancelled. */
export async function moveToCase(
  tx: Tx,
  opening: Opening,
  taken: readonly Taken[],
  caseCounts: ReadonlyMap<number, number>,
): Promise<void> {
  const { asOf, by, request } = opening;
  for (const { gathered, decision } of taken) {
    const author = { by, commandId: request };
    const caseCount = caseCounts.get(gathered.row.id);
    const moved = caseStarted(decision, situation(gathered, asOf), author, caseCount);
    await writeInvoice(tx, { gathered, decision: moved, asOf }, author);
    await queueWake(tx, gathered.row.id, 'case started', asOf);
  }
}
