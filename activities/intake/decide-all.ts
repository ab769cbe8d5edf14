import { listInvoices } from '../../db/invoice/invoices.ts';
import { getSetting, setSetting } from '../../db/settings.ts';
import type { Tx } from '../../db/tx.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import type { Deps } from '../deps.ts';
import { writeInvoice } from '../invoice/write.ts';

const PAGE = 200;
const DECIDED_UP_TO = 'rehearsal decided up to';

/**
 * Settles what is known of an invoice and decides its next step, without a workflow that carries it. A payment and
 * its chargeback may have come together: then its case opens here.
 */
export async function decideOutside(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  creditor: string,
  number: string,
  asOf: Instant,
): Promise<void> {
  const gathered = await gatherInvoice(tx, deps.sources, creditor, number);
  const decision = settleInvoice(situation(gathered, asOf));
  await writeInvoice(tx, { gathered, decision, asOf });
}

/**
 * Decides the first step of every invoice of a rehearsal, once all bookings are known: bookings of one day are
 * netted, so none may be settled before the others were read. Killed in the middle, it goes on.
 */
export async function decideAll(
  deps: Pick<Deps, 'db' | 'sources'>,
  onProgress: (decided: number) => void,
): Promise<void> {
  for (;;) {
    const decided = await deps.db.transaction(async (tx) => {
      const afterId = Number((await getSetting(tx, DECIDED_UP_TO)) ?? 0);
      const page = await listInvoices(tx, { afterId, limit: PAGE });
      for (const row of page) await decideOutside(tx, deps, row.creditor, row.number, row.decidedAt);
      const last = page.at(-1);
      if (last !== undefined) await setSetting(tx, DECIDED_UP_TO, String(last.id));
      return page.length < PAGE ? null : (last?.id ?? null);
    });
    if (decided === null) return;
    onProgress(decided);
  }
}
