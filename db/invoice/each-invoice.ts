import type { Database } from '../drivers/sqlite/open.ts';
import { eachRow } from '../pages.ts';
import { type InvoiceFilter, listInvoices } from './invoice-lists.ts';
import type { InvoiceRow } from './invoices.ts';

/**
 * Streams all invoices that match, for exports of any size.
 *
 * Each page is a snapshot of its own, so that no transaction stands open while the receiver writes.
 */
export function eachInvoice(
  database: Database,
  filter: Omit<InvoiceFilter, 'afterId'> = {},
  pageSize = 500,
): AsyncGenerator<InvoiceRow, void, undefined> {
  return eachRow({ limit: pageSize }, (page) =>
    database.read((tx) => listInvoices(tx, { ...filter, ...page })),
  );
}
