import type { UnmatchedRow } from '../../db/intake/unmatched.ts';
import { findInvoice, type InvoiceRow } from '../../db/invoice/invoices.ts';
import { ledgerOf } from '../../db/invoice/ledger.ts';
import { reduces } from '../../domain/kernel/ledger.ts';
import { takesBackMoreThanPaid } from '../../domain/kernel/open-amount.ts';
import type { IntakeContext } from './intake-context.ts';
import { chargedBack, idsOf } from './pair-returns.ts';

/** What was booked on an invoice and is to be taken off it. */
export interface PartToTakeBack {
  readonly invoiceId: number | null;
  readonly amount: number;
}

type Booked = Pick<UnmatchedRow, 'externalId' | 'kind' | 'bookedOn' | 'creditor'> &
  Partial<Pick<UnmatchedRow, 'endToEndId'>>;

/**
 * Why money cannot be taken off its invoices, in words: a chargeback, refund or reversal took it back already. Taken
 * off as well it would wait although nobody has it, and the invoice's next payment would only make up for it. Null when
 * it can.
 */
export async function whyNotBack(
  context: IntakeContext,
  booked: Booked,
  parts: readonly PartToTakeBack[],
): Promise<string | null> {
  if (!reduces(booked.kind)) return null;
  const amounts = new Map<number, number>();
  for (const { invoiceId, amount } of parts) {
    if (invoiceId !== null) amounts.set(invoiceId, (amounts.get(invoiceId) ?? 0) + amount);
  }
  for (const [invoiceId, amount] of amounts) {
    const invoice = await findInvoice(context.tx, invoiceId);
    if (invoice === undefined) continue;
    const isReturned = (await chargedBack(context, idsOf(booked), invoice)) > 0;
    if (isReturned || (await takesMoreThanPaid(context, booked, invoice, amount))) {
      return `it was taken back already on ${invoice.number} (chargeback, refund or reversal): take that off the invoice first.`;
    }
  }
  return null;
}

async function takesMoreThanPaid(
  { tx, calendar, asOf }: IntakeContext,
  { bookedOn: toldFor }: Booked,
  { id, amount: principal }: InvoiceRow,
  amount: number,
): Promise<boolean> {
  const bookedOn = Math.max(calendar.dayOf(asOf), toldFor);
  return takesBackMoreThanPaid(principal, await ledgerOf(tx, id), { amount, bookedOn, recordedAt: asOf });
}
