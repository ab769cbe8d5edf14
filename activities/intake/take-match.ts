import { isDeepStrictEqual } from 'node:util';
import { Deed, type StagedDeed, type StagedPart } from '../../contracts/unmatched.ts';
import { findCustomerByReference } from '../../db/customer/customers.ts';
import { findDeed, insertDeed, type MatchWithUndo, matchesOf } from '../../db/intake/matches.ts';
import { findMoney, type UnmatchedRow } from '../../db/intake/unmatched.ts';
import { findInvoiceByNumber, type InvoiceRow } from '../../db/invoice/invoices.ts';
import { ledgerOf } from '../../db/invoice/ledger.ts';
import { MatchKind, MatchRule } from '../../domain/intake/matching/match.ts';
import { reduces } from '../../domain/kernel/ledger.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { openAmount } from '../../domain/kernel/open-amount.ts';
import { type IntakeContext, idOf } from './intake-context.ts';
import {
  assignMoney,
  type Cause,
  endMoney,
  isInForce,
  learnPayerOf,
  matchToInvoice,
  undoMatches,
  waitingOf,
} from './money.ts';
import { releaseSurplus } from './release-surplus.ts';
import { type RowResult, refused, TAKEN, UNCHANGED } from './row-result.ts';
import { takeBookingBack } from './take-booking-back.ts';
import { whyNotBack } from './why-not-back.ts';

/** Does what a person said is to become of unmatched money, once for its id. */
export async function takeDeed(context: IntakeContext, deed: StagedDeed): Promise<RowResult> {
  const { tx, asOf, by } = context;
  const deedId = idOf(context, deed.id);
  const before = await findDeed(tx, deedId);
  if (before !== undefined) {
    return isDeepStrictEqual(before.body, deed)
      ? UNCHANGED
      : refused(`id: ${JSON.stringify(deed.id)} was used for something else; choose another.`);
  }
  const result = await performAny(context, deed, { rule: MatchRule.HAND, deedId, reason: deed.reason });
  if (result.kind !== 'refused') await insertDeed(tx, { id: deedId, body: deed, at: asOf, by });
  return result;
}

async function performAny(context: IntakeContext, deed: StagedDeed, cause: Cause): Promise<RowResult> {
  if ('booking' in deed) return takeBookingBack(context, deed.booking, cause);
  if ('surplusOf' in deed) return releaseSurplus(context, deed.surplusOf, deed.amount, cause);
  const money = await findMoney(context.tx, context.creditor.creditor, deed.entry);
  if (money === undefined) return refused(`entry: there is no unmatched money ${deed.entry}.`);
  return perform(context, deed, money, cause);
}

type OnMoney = Exclude<StagedDeed, { readonly booking: string } | { readonly surplusOf: string }>;

async function perform(
  context: IntakeContext,
  deed: OnMoney,
  money: UnmatchedRow,
  cause: Cause,
): Promise<RowResult> {
  if (deed.deed === Deed.UNDO) return undo(context, money, deed.invoice, cause);
  if (waitingOf(money) === 0) {
    return refused(
      `entry: nothing of ${money.id} waits any more; "dunwell unmatched undo ${money.id}" takes it back.`,
    );
  }
  switch (deed.deed) {
    case Deed.MATCH:
      return match(context, money, deed.parts, cause);
    case Deed.ASSIGN:
      return assign(context, money, deed.customer, cause);
    case Deed.RETURN:
      return end(context, money, MatchKind.RETURNED, deed.amount, cause);
    case Deed.DISMISS:
      return end(context, money, MatchKind.DISMISSED, undefined, cause);
    default:
      return deed satisfies never;
  }
}

async function match(
  context: IntakeContext,
  money: UnmatchedRow,
  parts: readonly StagedPart[],
  cause: Cause,
): Promise<RowResult> {
  const { tx, creditor } = context;
  const chosen: { readonly invoice: InvoiceRow; readonly amount: number }[] = [];
  let left = waitingOf(money);
  for (const part of parts) {
    const invoice = await findInvoiceByNumber(tx, creditor.creditor, part.invoice);
    if (invoice === undefined)
      return refused(`invoice: there is no invoice ${JSON.stringify(part.invoice)}.`);
    if (invoice.currency !== money.currency) {
      return refused(`invoice: ${part.invoice} is in ${invoice.currency}, the money in ${money.currency}.`);
    }
    const amount = part.amount ?? Math.min(left, await mostOn(context, money, invoice));
    if (amount === 0) {
      const why = left === 0 ? 'the parts before it take all of the money' : 'nothing is open on it';
      return refused(`invoice: ${part.invoice}: ${why}; name an amount to book it all the same.`);
    }
    if (amount > left) {
      const there = formatAmount(left, money.currency);
      return refused(
        `amount: ${formatAmount(amount, money.currency)} is more than the ${there} that is left.`,
      );
    }
    left -= amount;
    chosen.push({ invoice, amount });
  }
  let after = money;
  for (const { invoice, amount } of chosen)
    after = await matchToInvoice(context, after, invoice, amount, cause);
  const [customerId, ...others] = new Set(chosen.map(({ invoice }) => invoice.customerId));
  if (customerId !== undefined && others.length === 0) await learnPayerOf(context, money, customerId);
  return TAKEN;
}

/** As much as is open, where money comes in; all of it, where it is given back. */
async function mostOn(
  { tx, calendar, asOf }: IntakeContext,
  money: UnmatchedRow,
  invoice: InvoiceRow,
): Promise<number> {
  if (!reduces(money.kind)) return waitingOf(money);
  const day = Math.max(calendar.dayOf(asOf), money.bookedOn);
  return openAmount(invoice.amount, await ledgerOf(tx, invoice.id), day).total;
}

async function assign(
  context: IntakeContext,
  money: UnmatchedRow,
  reference: string,
  cause: Cause,
): Promise<RowResult> {
  const customer = await findCustomerByReference(context.tx, context.creditor.creditor, reference);
  if (customer === undefined) return refused(`customer: there is no customer ${JSON.stringify(reference)}.`);
  if (money.customerId === customer.id) return UNCHANGED;
  await assignMoney(context, money, customer.id, cause);
  await learnPayerOf(context, money, customer.id);
  return TAKEN;
}

async function end(
  context: IntakeContext,
  money: UnmatchedRow,
  kind: typeof MatchKind.RETURNED | typeof MatchKind.DISMISSED,
  asked: number | undefined,
  cause: Cause,
): Promise<RowResult> {
  const left = waitingOf(money);
  const amount = asked ?? left;
  if (amount > left) {
    const there = formatAmount(left, money.currency);
    return refused(`amount: ${formatAmount(amount, money.currency)} is more than the ${there} that is left.`);
  }
  if (kind === MatchKind.RETURNED && !reduces(money.kind)) {
    return refused(`entry: ${money.id} is a ${money.kind}, no money that could be given back; dismiss it.`);
  }
  await endMoney(context, money, kind, amount, cause);
  return TAKEN;
}

async function undo(
  context: IntakeContext,
  money: UnmatchedRow,
  number: string | undefined,
  cause: Cause,
): Promise<RowResult> {
  const { tx, creditor } = context;
  const inForce = (await matchesOf(tx, money.id)).filter(isInForce);
  if (number === undefined) {
    if (inForce.length === 0)
      return refused(`entry: nothing was done with ${money.id} that could be taken back.`);
    return takeBack(context, money, inForce, cause);
  }
  const invoice = await findInvoiceByNumber(tx, creditor.creditor, number);
  const undone = inForce.filter((one) => invoice !== undefined && one.invoiceId === invoice.id);
  if (undone.length === 0)
    return refused(`invoice: nothing of ${money.id} is matched with ${JSON.stringify(number)}.`);
  return takeBack(context, money, undone, cause);
}

async function takeBack(
  context: IntakeContext,
  money: UnmatchedRow,
  undone: readonly MatchWithUndo[],
  cause: Cause,
): Promise<RowResult> {
  const problem = await whyNotBack(context, money, undone);
  if (problem !== null) return refused(`entry: ${problem}`);
  await undoMatches(context, money, undone, cause);
  return TAKEN;
}
