import { matchesOf } from '../../db/intake/matches.ts';
import {
  findMoneyByEndToEnd,
  findMoneyByExternalId,
  returnsNaming,
  returnsWaitingFor,
  type UnmatchedRow,
} from '../../db/intake/unmatched.ts';
import { findInvoice, type InvoiceRow } from '../../db/invoice/invoices.ts';
import { findEntry } from '../../db/invoice/ledger.ts';
import { MatchKind, MatchRule } from '../../domain/intake/matching/match.ts';
import { EntryKind } from '../../domain/kernel/ledger.ts';
import type { IntakeContext } from './intake-context.ts';
import { endMoney, isInForce, matchToInvoice, waitingOf } from './money.ts';

const CAUSE = { rule: MatchRule.RETURN };

/**
 * Takes back the payment that a return names: what of it waits ends here, what was booked is charged back on its
 * invoices, the last match first. One whose payment is not known waits for it; what is more than was paid waits for a
 * person, since a return that is told twice under two ids must not take back the payments of others.
 */
export async function pairReturn(context: IntakeContext, row: UnmatchedRow): Promise<void> {
  const { tx } = context;
  if (row.returnOf === null) return;
  const payments = await paymentsOf(context, row, row.returnOf);
  const payment = payments.findLast((one) => one.amount === row.amount) ?? payments.at(-1);
  if (payment !== undefined) return takeBack(context, row, payment, payments);
  const entry = await findEntry(tx, row.creditor, row.returnOf);
  const invoice = entry === undefined ? undefined : await findInvoice(tx, entry.invoiceId);
  if (entry?.kind !== EntryKind.PAYMENT || invoice?.currency !== row.currency) return;
  const left = entry.amount - (await chargedBack(context, [row.returnOf], invoice));
  const part = Math.min(waitingOf(row), left);
  if (part > 0) await matchToInvoice(context, row, invoice, part, CAUSE);
}

type Named = Pick<UnmatchedRow, 'creditor' | 'externalId'> & Partial<Pick<UnmatchedRow, 'endToEndId'>>;

/** A payment came: returns of it may have come before. */
export async function pairWaitingReturns(context: IntakeContext, payment: Named): Promise<void> {
  for (const row of await returnsWaitingFor(context.tx, payment.creditor, idsOf(payment))) {
    await pairReturn(context, row);
  }
}

/** The ids by which a return may name a payment. */
export function idsOf({ externalId, endToEndId = null }: Omit<Named, 'creditor'>): string[] {
  return endToEndId === null ? [externalId] : [externalId, endToEndId];
}

/** The payments of that id, the last one last: payers may use an end-to-end id again. */
async function paymentsOf(
  { tx }: IntakeContext,
  row: UnmatchedRow,
  id: string,
): Promise<readonly UnmatchedRow[]> {
  const own = await findMoneyByExternalId(tx, row.creditor, id);
  const all = own === undefined ? await findMoneyByEndToEnd(tx, row.creditor, id) : [own];
  return all.filter((one) => one.kind === EntryKind.PAYMENT && one.currency === row.currency);
}

async function takeBack(
  context: IntakeContext,
  row: UnmatchedRow,
  payment: UnmatchedRow,
  payments: readonly UnmatchedRow[],
): Promise<void> {
  const { tx } = context;
  let left = row;
  const unbooked = Math.min(waitingOf(left), waitingOf(payment));
  if (unbooked > 0) {
    await endMoney(context, payment, MatchKind.RETURNED, unbooked, CAUSE);
    left = await endMoney(context, left, MatchKind.RETURNED, unbooked, CAUSE);
  }
  const ids = [...new Set(payments.flatMap(idsOf))];
  const booked = (await matchesOf(tx, payment.id)).filter(isInForce).reverse();
  for (const { invoiceId, amount } of booked) {
    const invoice = invoiceId === null ? undefined : await findInvoice(tx, invoiceId);
    if (invoice === undefined) continue;
    const paid = await bookedOn(context, payments, invoice);
    const most = paid - (await chargedBack(context, ids, invoice));
    const part = Math.min(waitingOf(left), amount, most);
    if (part > 0) left = await matchToInvoice(context, left, invoice, part, CAUSE);
  }
}

/** What returns of these payments have taken back on an invoice by now. */
export async function chargedBack(
  context: IntakeContext,
  ids: readonly string[],
  invoice: InvoiceRow,
): Promise<number> {
  return bookedOn(context, await returnsNaming(context.tx, invoice.creditor, ids), invoice);
}

/** How much of these is matched with an invoice. */
async function bookedOn(
  { tx }: IntakeContext,
  money: readonly UnmatchedRow[],
  invoice: InvoiceRow,
): Promise<number> {
  let sum = 0;
  for (const { id } of money) {
    for (const match of await matchesOf(tx, id)) {
      if (isInForce(match) && match.invoiceId === invoice.id) sum += match.amount;
    }
  }
  return sum;
}
