import type { StagedBankEntry } from '../../contracts/intake.ts';
import { payersOf } from '../../db/intake/matches.ts';
import { findMoneyByExternalId, type UnmatchedRow } from '../../db/intake/unmatched.ts';
import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import { findEntry, isSameBooking } from '../../db/invoice/ledger.ts';
import { MatchRule } from '../../domain/intake/matching/match.ts';
import { matchMoney, type Verdict } from '../../domain/intake/matching/rules.ts';
import { EntryKind } from '../../domain/kernel/ledger.ts';
import { gatherCandidates } from '../../gather/intake/gather-candidates.ts';
import type { IntakeContext, RowSource } from './intake-context.ts';
import { assignMoney, keepUnmatched, learnPayerOf, matchToInvoice } from './money.ts';
import { pairReturn, pairWaitingReturns } from './pair-returns.ts';
import { type RowResult, refused, TAKEN, UNCHANGED } from './row-result.ts';

/**
 * Takes in a movement of a bank statement. Money that came in is booked by the matching rules or waits; a return
 * takes back the payment that it names; other money that went out is kept, and is nobody's work.
 */
export async function takeBankEntry(
  context: IntakeContext,
  staged: StagedBankEntry,
  source: RowSource,
): Promise<RowResult> {
  const { tx, creditor } = context;
  const { externalId } = staged;
  const kind = kindOf(staged);
  const before =
    (await findMoneyByExternalId(tx, creditor.creditor, externalId)) ??
    (await findEntry(tx, creditor.creditor, externalId));
  if (before !== undefined) {
    if (isSameBooking(before, { ...staged, kind })) return UNCHANGED;
    return refused(`externalId: "${externalId}" was booked before with another day, kind or amount.`);
  }
  const money = await keep(context, staged, kind, source);
  switch (kind) {
    case EntryKind.PAYMENT:
      await matchByRules(context, money);
      await pairWaitingReturns(context, money);
      return TAKEN;
    case EntryKind.CHARGEBACK:
      await pairReturn(context, money);
      return TAKEN;
    case EntryKind.REFUND:
      return TAKEN;
    default:
      return kind satisfies never;
  }
}

type BankKind = typeof EntryKind.PAYMENT | typeof EntryKind.CHARGEBACK | typeof EntryKind.REFUND;

/** Money that comes back after it was paid out is money that came in: whose it is, a person knows. */
function kindOf({ direction, isReturn }: StagedBankEntry): BankKind {
  if (direction === 'in') return EntryKind.PAYMENT;
  return isReturn === true ? EntryKind.CHARGEBACK : EntryKind.REFUND;
}

function keep(
  context: IntakeContext,
  staged: StagedBankEntry,
  kind: BankKind,
  source: RowSource,
): Promise<UnmatchedRow> {
  const { creditor, asOf, by } = context;
  const { externalId, amount, currency, bookedOn, text, returnReason, payerName, payerIban } = staged;
  const { endToEndId, structuredReference, returnOf, file, line } = staged;
  return keepUnmatched(context, {
    creditor: creditor.creditor,
    invoiceNumber: '',
    externalId,
    kind,
    amount,
    currency,
    bookedOn,
    recordedAt: asOf,
    by,
    notOurs: kind === EntryKind.REFUND,
    returnOf: returnOf ?? null,
    endToEndId: endToEndId ?? null,
    structuredReference: structuredReference ?? null,
    text: [text, returnReason].filter((one) => one !== undefined).join(' ; ') || null,
    payerName: payerName ?? null,
    payerIban: payerIban === undefined ? null : payerIban.replace(/\s/g, '').toUpperCase(),
    file,
    line,
    batchId: source.batchId,
  });
}

async function matchByRules(context: IntakeContext, money: UnmatchedRow): Promise<void> {
  const { tx, creditor, calendar, asOf } = context;
  const today = Math.max(calendar.dayOf(asOf), money.bookedOn);
  const found = await gatherCandidates(tx, creditor, money, today);
  const verdict = matchMoney(found.money, found.candidates);
  if (verdict === null) return knowPayer(context, money);
  await book(context, money, verdict);
}

async function book(context: IntakeContext, money: UnmatchedRow, { rule, parts }: Verdict): Promise<void> {
  let after = money;
  const customers = new Set<number>();
  for (const { number, amount } of parts) {
    const invoice = await findInvoiceByNumber(context.tx, money.creditor, number);
    if (invoice === undefined) throw new Error('An invoice that was just read is gone.');
    after = await matchToInvoice(context, after, invoice, amount, { rule });
    customers.add(invoice.customerId);
  }
  const [customerId] = customers;
  if (customerId !== undefined && rule !== MatchRule.PAYER) await learnPayerOf(context, money, customerId);
}

/** Money from an account that only one customer pays from is that customer's until it is matched. */
async function knowPayer(context: IntakeContext, money: UnmatchedRow): Promise<void> {
  if (money.payerIban === null) return;
  const [only, ...others] = await payersOf(context.tx, money.creditor, money.payerIban);
  if (only === undefined || others.length > 0) return;
  await assignMoney(context, money, only.customerId, { rule: MatchRule.PAYER });
}
