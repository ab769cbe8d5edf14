import type { Instant } from '../../domain/day.ts';
import { start } from '../../domain/progress.ts';
import { gatherInvoice } from '../../facts/gather-invoice.ts';
import type { Deps } from '../deps.ts';
import { writeOutside } from '../invoice/write-progress.ts';

/** Brings the amounts shown of an ended invoice up to date with its ledger; nothing else moves. */
export async function refreshEnded(
  deps: Deps,
  creditor: string,
  number: string,
  asOf: Instant,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const gathered = await gatherInvoice(tx, deps.sources, creditor, number);
    await writeOutside(tx, gathered, start(gathered.facts), asOf);
  });
}
