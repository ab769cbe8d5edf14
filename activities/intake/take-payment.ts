import type { StagedPayment } from '../../contracts/intake.ts';
import { ensureCustomer } from '../../db/customer/customers.ts';
import { matchesOf } from '../../db/intake/matches.ts';
import { findMoneyByExternalId, type UnmatchedRow } from '../../db/intake/unmatched.ts';
import { findInvoiceByNumber, type InvoiceRow, raiseVersion } from '../../db/invoice/invoices.ts';
import { type Booked, findEntry, insertEntry, isSameBooking } from '../../db/invoice/ledger.ts';
import { queueWake } from '../../db/invoice/wake.ts';
import { together } from '../../db/together.ts';
import { MatchRule } from '../../domain/intake/matching/match.ts';
import { reduces } from '../../domain/kernel/ledger.ts';
import type { IntakeContext, RowSource } from './intake-context.ts';
import { customersMoneyChanged, isInForce, keepUnmatched, matchToInvoice } from './money.ts';
import { pairWaitingReturns } from './pair-returns.ts';
import { type RowResult, refused, TAKEN, UNCHANGED } from './row-result.ts';

/**
 * Books one payment or other movement on its invoice. One whose invoice is not known yet is kept until it comes;
 * one that names a customer and no invoice is that customer's unmatched money.
 */
export async function takePayment(
  context: IntakeContext,
  staged: StagedPayment,
  source: RowSource,
): Promise<RowResult> {
  const { tx, deps, creditor, asOf } = context;
  const { invoice = '', externalId } = staged;
  const { known, kept } = await together({
    known: invoice === '' ? undefined : findInvoiceByNumber(tx, creditor.creditor, invoice),
    kept: findMoneyByExternalId(tx, creditor.creditor, externalId),
  });
  if (known !== undefined && staged.currency !== known.currency) {
    return refused(`currency: "${staged.currency}" is not the invoice's; it is in ${known.currency}.`);
  }
  if (kept !== undefined) return again(context, staged, kept, known);
  if (known === undefined) {
    if ((await findEntry(tx, creditor.creditor, externalId)) !== undefined)
      return resultOf('conflict', externalId);
    await keepUnmatched(context, {
      ...bookingOf(context, staged),
      ...(await belongsTo(context, staged)),
      ...source,
    });
    await pairWaitingReturns(context, { creditor: creditor.creditor, externalId });
    return TAKEN;
  }
  const booked = await insertEntry(tx, { ...bookingOf(context, staged), invoiceId: known.id });
  if (booked !== 'new') return resultOf(booked, externalId);
  await together({
    raised: raiseVersion(tx, known.id),
    queued: deps.sources.rehearsal ? undefined : queueWake(tx, known.id, 'booking', asOf),
  });
  // It may use up a surplus that no row shows yet.
  if (!reduces(staged.kind)) await customersMoneyChanged(context, known.customerId);
  await pairWaitingReturns(context, { creditor: creditor.creditor, externalId });
  return TAKEN;
}

function bookingOf({ deps, creditor, calendar, asOf, by }: IntakeContext, staged: StagedPayment) {
  const { externalId, kind, amount, bookedOn } = staged;
  // In a rehearsal all is known beforehand: each booking counts as recorded on its own day.
  const recordedAt = deps.sources.rehearsal ? calendar.instantOf(bookedOn, 0) : asOf;
  return { creditor: creditor.creditor, externalId, kind, amount, bookedOn, recordedAt, by };
}

async function belongsTo(
  { tx, creditor }: IntakeContext,
  { invoice = '', currency, customer, file }: StagedPayment,
) {
  const customerId = customer === undefined ? null : await ensureCustomer(tx, creditor.creditor, customer);
  return { invoiceNumber: invoice, currency, customerId, file: file ?? null };
}

/**
 * A booking that was kept and is told again. With the number of another invoice it corrects the first: while all
 * of the money waits, nothing was built on the wrong one.
 */
async function again(
  context: IntakeContext,
  staged: StagedPayment,
  kept: UnmatchedRow,
  known: InvoiceRow | undefined,
): Promise<RowResult> {
  const { externalId, invoice = '' } = staged;
  if (!isSameBooking(kept, staged) || kept.currency !== staged.currency)
    return resultOf('conflict', externalId);
  if (invoice === kept.invoiceNumber) return UNCHANGED;
  if (known === undefined) return resultOf('conflict', externalId);
  const onIt = (await matchesOf(context.tx, kept.id)).filter(
    (match) => isInForce(match) && match.invoiceId === known.id,
  );
  if (onIt.reduce((sum, { amount }) => sum + amount, 0) === kept.amount) return UNCHANGED;
  if (kept.settled > 0) return resultOf('conflict', externalId);
  await matchToInvoice(context, kept, known, kept.amount, { rule: MatchRule.NUMBER });
  return TAKEN;
}

function resultOf(booked: Booked, externalId: string): RowResult {
  switch (booked) {
    case 'new':
      return TAKEN;
    case 'same':
      return UNCHANGED;
    case 'conflict':
      return refused(
        `externalId: "${externalId}" was booked before with another invoice, day, kind or amount; take it back with "dunwell unmatched undo ${externalId}" and match it where it belongs.`,
      );
    default:
      return booked satisfies never;
  }
}
