import { matchesOf } from '../../db/intake/matches.ts';
import { findMoneyByExternalId } from '../../db/intake/unmatched.ts';
import { findInvoice } from '../../db/invoice/invoices.ts';
import { findEntry } from '../../db/invoice/ledger.ts';
import { MatchRule } from '../../domain/intake/matching/match.ts';
import { EntryKind } from '../../domain/kernel/ledger.ts';
import type { IntakeContext } from './intake-context.ts';
import { adoptBooking, type Cause, isInForce, keepUnmatched, undoMatches } from './money.ts';
import { creditOf } from './release-surplus.ts';
import { type RowResult, refused, TAKEN } from './row-result.ts';
import { whyNotBack } from './why-not-back.ts';

/** What comes from files, statements and hands; all else the engine or a case booked by its own rules. */
const MAY_BE_WRONG: readonly EntryKind[] = [
  EntryKind.PAYMENT,
  EntryKind.CREDIT,
  EntryKind.REVERSAL,
  EntryKind.CHARGEBACK,
  EntryKind.REFUND,
];

/** Takes a booking off the invoice that it was told for: it is met by its opposite, and waits as unmatched money. */
export async function takeBookingBack(
  context: IntakeContext,
  externalId: string,
  cause: Omit<Cause, 'rule'>,
): Promise<RowResult> {
  const { tx, creditor } = context;
  const kept = await findMoneyByExternalId(tx, creditor.creditor, externalId);
  if (kept !== undefined) {
    const inForce = (await matchesOf(tx, kept.id)).filter(isInForce);
    if (inForce.length === 0)
      return refused(`booking: "${externalId}" is unmatched money already, number ${kept.id}.`);
    const problem = await whyNotBack(context, kept, inForce);
    if (problem !== null) return refused(`booking: ${problem}`);
    await undoMatches(context, kept, inForce, cause);
    return TAKEN;
  }
  const entry = await findEntry(tx, creditor.creditor, externalId);
  const invoice = entry === undefined ? undefined : await findInvoice(tx, entry.invoiceId);
  if (entry === undefined || invoice === undefined) {
    return refused(`booking: nothing was booked as ${JSON.stringify(externalId)}.`);
  }
  const isOurs = isOfCase(externalId) || (await isOfMoney(context, externalId));
  if (!MAY_BE_WRONG.includes(entry.kind) || isOurs) {
    return refused(`booking: "${externalId}" was not told from outside; it is changed where it was made.`);
  }
  const problem = await whyNotBack(context, entry, [entry]);
  if (problem !== null) return refused(`booking: ${problem}`);
  const { kind, amount, bookedOn, recordedAt, by } = entry;
  const money = await keepUnmatched(context, {
    creditor: creditor.creditor,
    invoiceNumber: invoice.number,
    externalId,
    kind,
    amount,
    currency: invoice.currency,
    bookedOn,
    recordedAt,
    by,
  });
  const adopted = await adoptBooking(context, money, invoice, { ...cause, rule: MatchRule.NUMBER });
  const inForce = (await matchesOf(tx, money.id)).filter(isInForce);
  await undoMatches(context, adopted, inForce, cause);
  return TAKEN;
}

/** Receipts of a collector are corrected in their case. */
function isOfCase(externalId: string): boolean {
  return externalId.startsWith('case/');
}

/**
 * True for what was booked when money was matched, taken back or taken off an invoice: that money has a row of its own,
 * and would be there twice.
 */
async function isOfMoney(
  { tx, creditor: { creditor } }: IntakeContext,
  externalId: string,
): Promise<boolean> {
  const matched = /^(.+)\/match\/\d+$/.exec(externalId)?.[1];
  if (matched !== undefined && (await findMoneyByExternalId(tx, creditor, matched)) !== undefined)
    return true;
  const undone = /^(.+)\/undone$/.exec(externalId)?.[1];
  if (undone !== undefined && (await findEntry(tx, creditor, undone)) !== undefined) return true;
  return (await findMoneyByExternalId(tx, creditor, creditOf(externalId))) !== undefined;
}
