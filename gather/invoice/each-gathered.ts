import { setImmediate as breathe } from 'node:timers/promises';
import type { Database } from '../../db/drivers/sqlite/open.ts';
import { type InvoiceFilter, listInvoices } from '../../db/invoice/invoices.ts';
import { type Gathered, gatherFrom, type Sources } from './gather-invoice.ts';

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
  let afterId = 0;
  for (;;) {
    const after = afterId;
    const page = await db.read(async (tx) => {
      const gathered: Gathered[] = [];
      for (const row of await listInvoices(tx, { ...filter, afterId: after, limit: PAGE })) {
        gathered.push(await gatherFrom(tx, sources, row));
      }
      return gathered;
    });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    afterId = last.row.id;
    // All of the above is microtasks: without a turn of the event loop nothing else would run meanwhile.
    await breathe();
  }
}
