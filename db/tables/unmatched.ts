import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { EntryKind } from '../../domain/kernel/ledger.ts';
import { flag, id } from './columns.ts';
import { customers } from './customers.ts';

/**
 * Money that was told and is on no invoice, or was not when it came: bookings whose invoice is not known yet, a
 * customer's credits and prepayments, entries of bank statements. What became of it lies in `matches`.
 */
export const unmatchedEntries = sqliteTable(
  'unmatched_entries',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    /** The invoice as it was named; empty when none was. */
    invoiceNumber: text('invoice_number').notNull(),
    externalId: text('external_id').notNull(),
    kind: text('kind').$type<EntryKind>().notNull(),
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
    bookedOn: integer('booked_on').notNull(),
    recordedAt: integer('recorded_at').notNull(),
    by: text('by').notNull(),
    /** Since when nothing of it waits any more; null while something does. */
    matchedAt: integer('matched_at'),
    /** How much of it is matched, given back or dismissed: the sum of its matches in force. */
    settled: integer('settled').notNull().default(0),
    /** Whose money it is, where that is known. */
    customerId: integer('customer_id').references(() => customers.id),
    /** Money that left the creditor's account and is no return of a payment: kept, but no work. */
    notOurs: flag('not_ours').notNull().default(false),
    /** End-to-end id or bank id of the payment that a return takes back. */
    returnOf: text('return_of'),
    endToEndId: text('end_to_end_id'),
    structuredReference: text('structured_reference'),
    text: text('text'),
    payerName: text('payer_name'),
    payerIban: text('payer_iban'),
    /** Where it was read: the file's name, the line in it, the batch it came with. */
    file: text('file'),
    line: integer('line'),
    batchId: text('batch_id'),
  },
  (t) => [
    uniqueIndex('unmatched_entries_by_external_id').on(t.creditor, t.externalId),
    index('unmatched_entries_by_invoice').on(t.creditor, t.invoiceNumber),
    // Partial: what was matched long ago costs nothing.
    index('unmatched_entries_waiting').on(t.creditor, t.id).where(sql`"matched_at" is null`),
    index('unmatched_entries_by_customer').on(t.customerId).where(sql`"matched_at" is null`),
    index('unmatched_entries_by_end_to_end')
      .on(t.creditor, t.endToEndId)
      .where(sql`"end_to_end_id" is not null`),
    index('unmatched_entries_by_return').on(t.creditor, t.returnOf).where(sql`"return_of" is not null`),
    index('unmatched_entries_by_batch').on(t.batchId),
  ],
);
