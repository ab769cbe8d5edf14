import { findInvoice } from '../../db/invoices.ts';
import { findEntry } from '../../db/ledger.ts';
import { matchesOf } from '../../db/matches.ts';
import {
  findMoneyByEndToEnd,
  findMoneyByExternalId,
  returnsWaitingFor,
  type UnmatchedRow,
} from '../../db/unmatched.ts';
import { MatchKind, MatchRule } from '../../domain/matching/match.ts';
import { EntryKind } from '../../domain/open-amount.ts';
import type { IntakeContext } from './intake-context.ts';
import { endMoney, isInForce, matchToInvoice, waitingOf } from './money.ts';

const CAUSE = { rule: MatchRule.RETURN };

/**
 * Takes back the payment that a return names: what of it waits ends here, what was booked is charged back on its
 * invoices, the last match first. One whose payment is not known waits for it.
 */
export async function pairReturn(context: IntakeContext, row: UnmatchedRow): Promise<void> {
  const { tx } = context;
  if (row.returnOf === null) return;
  const payment = await paymentOf(context, row, row.returnOf);
  if (payment !== undefined) return takeBack(context, row, payment);
  const entry = await findEntry(tx, row.creditor, row.returnOf);
  const invoice = entry === undefined ? undefined : await findInvoice(tx, entry.invoiceId);
  if (entry?.kind !== EntryKind.PAYMENT || invoice?.currency !== row.currency) return;
  await matchToInvoice(context, row, invoice, Math.min(waitingOf(row), entry.amount), CAUSE);
}

type Named = Pick<UnmatchedRow, 'creditor' | 'externalId'> & Partial<Pick<UnmatchedRow, 'endToEndId'>>;

/** A payment came: returns of it may have come before. */
export async function pairWaitingReturns(context: IntakeContext, payment: Named): Promise<void> {
  const { externalId, endToEndId = null, creditor } = payment;
  const ids = endToEndId === null ? [externalId] : [externalId, endToEndId];
  for (const row of await returnsWaitingFor(context.tx, creditor, ids)) await pairReturn(context, row);
}

/** The payment of that id; of several the one of the same amount, the last one first. */
async function paymentOf(
  { tx }: IntakeContext,
  row: UnmatchedRow,
  id: string,
): Promise<UnmatchedRow | undefined> {
  const own = await findMoneyByExternalId(tx, row.creditor, id);
  const all = own === undefined ? await findMoneyByEndToEnd(tx, row.creditor, id) : [own];
  const payments = all.filter((one) => one.kind === EntryKind.PAYMENT && one.currency === row.currency);
  return payments.findLast((one) => one.amount === row.amount) ?? payments.at(-1);
}

async function takeBack(context: IntakeContext, row: UnmatchedRow, payment: UnmatchedRow): Promise<void> {
  const { tx } = context;
  let left = row;
  const unbooked = Math.min(waitingOf(left), waitingOf(payment));
  if (unbooked > 0) {
    await endMoney(context, payment, MatchKind.RETURNED, unbooked, CAUSE);
    left = await endMoney(context, left, MatchKind.RETURNED, unbooked, CAUSE);
  }
  const booked = (await matchesOf(tx, payment.id)).filter(isInForce).reverse();
  for (const { invoiceId, amount } of booked) {
    const part = Math.min(waitingOf(left), amount);
    const invoice = invoiceId === null ? undefined : await findInvoice(tx, invoiceId);
    if (part === 0 || invoice === undefined) continue;
    left = await matchToInvoice(context, left, invoice, part, CAUSE);
  }
}
