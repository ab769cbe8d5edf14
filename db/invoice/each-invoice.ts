import type { Database } from '../drivers/sqlite/open.ts';
import { type InvoiceFilter, listInvoices } from './invoice-lists.ts';
import type { InvoiceRow } from './invoices.ts';

/**
 * Streams all invoices that match, for exports of any size.
 *
 * Each page is a snapshot of its own, so that no transaction stands open while the receiver writes.
 */
export async function* eachInvoice(
  database: Database,
  filter: Omit<InvoiceFilter, 'afterId'> = {},
  pageSize = 500,
): AsyncGenerator<InvoiceRow, void, undefined> {
  let afterId = 0;
  for (;;) {
    const page = await database.read((tx) => listInvoices(tx, { ...filter, afterId, limit: pageSize }));
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    afterId = last.id;
  }
}
