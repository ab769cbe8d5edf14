import {
  forgetPayer,
  insertMatch,
  insertMatchUndo,
  learnPayer,
  type MatchRow,
  type MatchWithUndo,
  matchesOf,
} from '../../db/intake/matches.ts';
import {
  keepMoney,
  setCustomerOfMoney,
  setSettled,
  type UnmatchedEntry,
  type UnmatchedRow,
} from '../../db/intake/unmatched.ts';
import { type InvoiceRow, raiseVersion } from '../../db/invoice/invoices.ts';
import { bookMatch, findEntry, insertEntry } from '../../db/invoice/ledger.ts';
import { queueWake, queueWakesOfKeptBack } from '../../db/invoice/wake.ts';
import { MatchKind, MatchRule } from '../../domain/intake/matching/match.ts';
import { Because } from '../../domain/invoice/plan.ts';
import { EntryKind, reduces } from '../../domain/kernel/ledger.ts';
import type { IntakeContext } from './intake-context.ts';
import { showMoneyTask } from './money-task.ts';

/** Why a match is made, and by whose deed. */
export interface Cause {
  readonly rule: MatchRule;
  readonly reason?: string | undefined;
  /** The deed of a person that it is part of. */
  readonly deedId?: string | undefined;
  /** The invoice is being taken in: it is decided and woken once all of it is there. */
  readonly isNewInvoice?: boolean;
}

/** Keeps money that no invoice takes yet, as work for a person. */
export async function keepUnmatched(context: IntakeContext, entry: UnmatchedEntry): Promise<UnmatchedRow> {
  const money = await keepMoney(context.tx, entry);
  if (!money.notOurs) await showMoneyTask(context, money.customerId);
  return money;
}

/** What of the money is neither matched, given back nor dismissed. */
export function waitingOf({ amount, settled }: UnmatchedRow): number {
  return amount - settled;
}

/**
 * Books a part of unmatched money on an invoice. The booking has the money's own external id when it is all of it,
 * so that a file told again finds it; a part has one made from it.
 */
export async function matchToInvoice(
  context: IntakeContext,
  money: UnmatchedRow,
  invoice: InvoiceRow,
  amount: number,
  cause: Cause,
): Promise<UnmatchedRow> {
  const { tx, deps, creditor, calendar, asOf } = context;
  const before = await matchesOf(tx, money.id);
  const isWhole = amount === money.amount;
  const isFree = isWhole && (await findEntry(tx, money.creditor, money.externalId)) === undefined;
  const externalId = isFree ? money.externalId : `${money.externalId}/match/${before.length + 1}`;
  const { kind, bookedOn, by } = money;
  // What waited counts from when it was told; a person's match from when it was made.
  const recordedAt = cause.rule === MatchRule.HAND ? asOf : money.recordedAt;
  const author = cause.rule === MatchRule.HAND ? context.by : by;
  await bookMatch(tx, {
    invoiceId: invoice.id,
    creditor: creditor.creditor,
    externalId,
    kind,
    amount,
    bookedOn,
    recordedAt: deps.sources.rehearsal ? calendar.instantOf(bookedOn, 0) : recordedAt,
    by: author,
  });
  const parts = { invoiceId: invoice.id, customerId: invoice.customerId, amount, externalId };
  const after = await write(context, money, { kind: MatchKind.INVOICE, ...parts }, cause);
  if (cause.isNewInvoice !== true) await invoiceChanged(context, invoice.id);
  if (money.customerId !== null) await customersMoneyChanged(context, money.customerId);
  // It may use up a surplus that no row shows yet.
  if (!reduces(kind)) await customersMoneyChanged(context, invoice.customerId);
  return after;
}

/** Notes as a match what was booked straight onto its invoice, so that it can be taken back. */
export async function adoptBooking(
  context: IntakeContext,
  money: UnmatchedRow,
  invoice: InvoiceRow,
  cause: Cause,
): Promise<UnmatchedRow> {
  const { amount, externalId } = money;
  const { id: invoiceId, customerId } = invoice;
  return write(context, money, { kind: MatchKind.INVOICE, invoiceId, customerId, amount, externalId }, cause);
}

/** Ends a part of the money without a booking: given back to the payer, or told by mistake. */
export async function endMoney(
  context: IntakeContext,
  money: UnmatchedRow,
  kind: typeof MatchKind.RETURNED | typeof MatchKind.DISMISSED,
  amount: number,
  cause: Cause,
): Promise<UnmatchedRow> {
  const { customerId } = money;
  const after = await write(
    context,
    money,
    { kind, invoiceId: null, customerId, amount, externalId: null },
    cause,
  );
  if (customerId !== null) await customersMoneyChanged(context, customerId);
  return after;
}

/** Says whose money it is: its unmatched credit from now on. */
export async function assignMoney(
  context: IntakeContext,
  money: UnmatchedRow,
  customerId: number,
  cause: Cause,
): Promise<void> {
  const { tx } = context;
  await setCustomerOfMoney(tx, money.id, customerId);
  const part = { kind: MatchKind.CUSTOMER, invoiceId: null, customerId, amount: 0, externalId: null };
  await write(context, money, part, cause);
  for (const one of new Set([customerId, money.customerId])) {
    await showMoneyTask(context, one);
    if (one !== null) await customersMoneyChanged(context, one);
  }
}

/** Takes matches back: what they booked is booked back today, and the money waits again. */
export async function undoMatches(
  context: IntakeContext,
  money: UnmatchedRow,
  undone: readonly MatchWithUndo[],
  cause: Omit<Cause, 'rule'>,
): Promise<UnmatchedRow> {
  const { tx, asOf, by } = context;
  const said = { reason: cause.reason ?? null, deedId: cause.deedId ?? null };
  for (const match of undone) {
    await insertMatchUndo(tx, { matchId: match.id, at: asOf, by, ...said });
    if (match.kind === MatchKind.INVOICE) await bookBack(context, money, match);
    if (match.customerId !== null && money.payerIban !== null && match.kind !== MatchKind.RETURNED) {
      const { creditor, payerIban: iban } = money;
      await forgetPayer(tx, { creditor, iban, customerId: match.customerId });
    }
  }
  let customerId = money.customerId;
  if (undone.some((match) => match.kind === MatchKind.CUSTOMER)) {
    const left = (await matchesOf(tx, money.id)).filter(isInForce);
    customerId = left.findLast((match) => match.kind === MatchKind.CUSTOMER)?.customerId ?? null;
    await setCustomerOfMoney(tx, money.id, customerId);
  }
  const settled = money.settled - undone.reduce((sum, match) => sum + match.amount, 0);
  await setSettled(tx, money, settled, asOf);
  for (const one of new Set([customerId, money.customerId])) {
    await showMoneyTask(context, one);
    if (one !== null) await customersMoneyChanged(context, one);
  }
  return { ...money, settled, customerId, matchedAt: settled === money.amount ? money.matchedAt : null };
}

export function isInForce(match: MatchWithUndo): boolean {
  return match.undoneAt === null;
}

/** The ledger is append-only: what was booked is met by its opposite, from today on. */
async function bookBack(context: IntakeContext, money: UnmatchedRow, match: MatchWithUndo): Promise<void> {
  const { tx, creditor, calendar, asOf, by } = context;
  const { invoiceId, externalId, amount } = match;
  if (invoiceId === null || externalId === null) return;
  const booked = await insertEntry(tx, {
    invoiceId,
    creditor: creditor.creditor,
    externalId: `${externalId}/undone`,
    kind: reduces(money.kind) ? EntryKind.REVERSAL : EntryKind.PAYMENT,
    amount,
    bookedOn: Math.max(calendar.dayOf(asOf), money.bookedOn),
    recordedAt: asOf,
    by,
  });
  // The money would wait and stay booked.
  if (booked !== 'new') throw new Error(`The booking ${externalId} was taken back before.`);
  await invoiceChanged(context, invoiceId);
}

type Part = Pick<MatchRow, 'kind' | 'invoiceId' | 'customerId' | 'amount' | 'externalId'>;

async function write(
  context: IntakeContext,
  money: UnmatchedRow,
  part: Part,
  { rule, reason, deedId }: Cause,
): Promise<UnmatchedRow> {
  const { tx, asOf, by } = context;
  const author = { at: asOf, by, reason: reason ?? null, deedId: deedId ?? null };
  await insertMatch(tx, { entryId: money.id, ...part, rule, ...author });
  const settled = money.settled + part.amount;
  if (part.amount > 0) {
    await setSettled(tx, money, settled, asOf);
    await showMoneyTask(context, money.customerId);
  }
  return { ...money, settled, matchedAt: settled === money.amount ? asOf : null };
}

/** Remembers the account that a customer paid from, when a match left no doubt whose money it is. */
export async function learnPayerOf(
  context: IntakeContext,
  money: UnmatchedRow,
  customerId: number,
): Promise<void> {
  const { tx, asOf, by } = context;
  if (money.payerIban === null || !reduces(money.kind)) return;
  await learnPayer(tx, {
    creditor: money.creditor,
    iban: money.payerIban,
    customerId,
    learnedAt: asOf,
    by,
  });
}

/** Something was booked on an invoice: its workflow decides again. */
export async function invoiceChanged({ tx, deps, asOf }: IntakeContext, invoiceId: number): Promise<void> {
  await raiseVersion(tx, invoiceId);
  if (!deps.sources.rehearsal) await queueWake(tx, invoiceId, 'booking', asOf);
}

/** Letters that waited for a customer's unmatched money to find its place look again. */
export async function customersMoneyChanged(
  { tx, deps, creditor, asOf }: IntakeContext,
  customerId: number,
): Promise<void> {
  if (deps.sources.rehearsal) return;
  const of = { creditor: creditor.creditor, customerId };
  await queueWakesOfKeptBack(tx, of, Because.UNMATCHED_CREDIT, asOf);
}
