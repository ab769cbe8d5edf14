import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { DisputeStatus } from '../../domain/invoice/dispute.ts';
import { id, recorded } from './columns.ts';
import { ofInvoice } from './invoices.ts';

/** Disputed parts of invoices. Where one stands follows from the trail of its invoice, which says who and why. */
export const disputes = sqliteTable(
  'disputes',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    invoiceId: ofInvoice(),
    amount: integer('amount').notNull(),
    status: text('status').$type<DisputeStatus>().notNull(),
    forgivenBefore: integer('forgiven_before'),
    ...recorded(),
  },
  (t) => [index('disputes_by_invoice').on(t.invoiceId)],
);
