import { type InvoiceRow, listInvoices, raiseVersion } from '../../db/invoice/invoices.ts';
import { queueWake } from '../../db/invoice/wake.ts';
import { eachRow } from '../../db/pages.ts';
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
  const all = eachRow({ limit: PAGE }, (page) => listInvoices(tx, { customerId, ...page }));
  for await (const invoice of all) if (!hasEnded(invoice.stage)) await work(invoice);
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
