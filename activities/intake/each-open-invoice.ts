import { type InvoiceRow, listInvoices, raiseVersion } from '../../db/invoice/invoices.ts';
import { queueWake } from '../../db/invoice/wake.ts';
import type { Tx } from '../../db/tx.ts';
import { hasEnded } from '../../domain/invoice/stage.ts';
import type { Instant } from '../../domain/kernel/day.ts';

const PAGE = 500;

/** Does the work for each of a customer's invoices whose path goes on. */
export async function eachOpenInvoice(
  tx: Tx,
  customerId: number,
  work: (invoice: InvoiceRow) => Promise<void>,
): Promise<void> {
  let afterId = 0;
  for (;;) {
    const page = await listInvoices(tx, { customerId, afterId, limit: PAGE });
    for (const invoice of page) if (!hasEnded(invoice.stage)) await work(invoice);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    afterId = last.id;
  }
}

/** A hold of the customer began or ended: decisions under way have to look again. */
export async function wakeInvoicesOf(
  tx: Tx,
  customerId: number,
  cause: string,
  asOf: Instant,
): Promise<void> {
  await eachOpenInvoice(tx, customerId, async ({ id }) => {
    await raiseVersion(tx, id);
    await queueWake(tx, id, cause, asOf);
  });
}
