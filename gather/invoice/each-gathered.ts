import type { Database } from '../../db/database.ts';
import { type InvoiceFilter, listInvoices } from '../../db/invoice/invoices.ts';
import { type Page, pages } from '../../db/pages.ts';
import type { Tx } from '../../db/tx.ts';
import { yieldToEventLoop } from '../../db/yield-to-event-loop.ts';
import type { Sources } from '../sources.ts';
import { type Gathered, gatherFrom } from './gather-invoice.ts';

const PAGE = 200;

/**
 * Streams all invoices that match, each with everything its rules look at, for forecasts and previews.
 *
 * Each page is one consistent reading of its own; memory stays flat however many there are.
 */
export async function* eachGathered(
  db: Database,
  sources: Sources,
  filter: Omit<InvoiceFilter, 'afterId'>,
): AsyncGenerator<Gathered, void, undefined> {
  const gather = async (tx: Tx, page: Page) => {
    const gathered: Gathered[] = [];
    for (const row of await listInvoices(tx, { ...filter, ...page })) {
      gathered.push(await gatherFrom(tx, sources, row));
    }
    return gathered;
  };
  for await (const gathered of pages({ limit: PAGE }, (page) => db.read((tx) => gather(tx, page)))) {
    yield* gathered;
    await yieldToEventLoop();
  }
}
