import type { StagedPayment } from '../../contracts/intake.ts';
import { findInvoiceByNumber, raiseVersion } from '../../db/invoices.ts';
import { type Booked, insertEntry, insertUnmatched } from '../../db/ledger.ts';
import { queueWake } from '../../db/wake.ts';
import type { IntakeContext } from './intake-context.ts';
import { type RowResult, refused, TAKEN, UNCHANGED } from './row-result.ts';

/** Books one payment or other movement; one whose invoice is not known yet is kept until it comes. */
export async function takePayment(context: IntakeContext, staged: StagedPayment): Promise<RowResult> {
  const { tx, deps, creditor, calendar, asOf, by } = context;
  const { externalId, kind, amount, bookedOn, currency } = staged;
  // In a rehearsal all is known beforehand: each booking counts as recorded on its own day.
  const recordedAt = deps.sources.rehearsal ? calendar.instantOf(bookedOn, 0) : asOf;
  const entry = { creditor: creditor.creditor, externalId, kind, amount, bookedOn, recordedAt, by };
  const known = await findInvoiceByNumber(tx, creditor.creditor, staged.invoice);
  if (known === undefined) {
    return resultOf(
      await insertUnmatched(tx, { ...entry, invoiceNumber: staged.invoice, currency }),
      externalId,
    );
  }
  if (currency !== known.currency) {
    return refused(`currency: "${currency}" is not the invoice's; it is in ${known.currency}.`);
  }
  const booked = await insertEntry(tx, { ...entry, invoiceId: known.id });
  if (booked !== 'new') return resultOf(booked, externalId);
  await raiseVersion(tx, known.id);
  if (!deps.sources.rehearsal) await queueWake(tx, known.id, 'booking', asOf);
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
        `externalId: "${externalId}" was booked before with another invoice, day, kind or amount; a booking is corrected by a reversal.`,
      );
    default:
      return booked satisfies never;
  }
}
