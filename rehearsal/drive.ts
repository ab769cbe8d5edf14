import type { DunwellClient } from '../client/client.ts';
import { setHasWorkflow } from '../db/invoices.ts';
import type { Database } from '../db/open.ts';
import { countInFlight, invoicesToRehearse } from '../db/rehearsal.ts';
import type { Policy } from '../domain/policy.ts';
import { planInRow } from '../facts/decided.ts';
import { policyOf, type Sources } from '../facts/gather-invoice.ts';

/** More would only fill the server's queues: two cores are busy with these. */
const IN_FLIGHT = 300;
const STARTS_AT_ONCE = 30;
const POLL_MS = 100;

export interface DriveProgress {
  readonly ended: number;
  readonly total: number;
}

/**
 * Starts the workflows of all invoices that still have something planned, a few hundred at a time, and returns
 * when nothing is planned any more. Progress comes from the database. Run again after a crash, it goes on.
 */
export async function drive(
  db: Database,
  client: DunwellClient,
  sources: Sources,
  total: number,
  onProgress: (progress: DriveProgress) => void,
  isCancelled: () => boolean,
): Promise<void> {
  let afterId = 0;
  let allStarted = false;
  for (;;) {
    if (isCancelled()) return;
    const { inFlight, planned } = await db.read((tx) => countInFlight(tx, afterId));
    onProgress({ ended: total - planned, total });
    if (allStarted && inFlight === 0) return;
    const room = IN_FLIGHT - inFlight;
    if (!allStarted && room > IN_FLIGHT / 10) {
      const page = await db.read((tx) => invoicesToRehearse(tx, afterId, room));
      for (let i = 0; i < page.length; i += STARTS_AT_ONCE) {
        await Promise.all(page.slice(i, i + STARTS_AT_ONCE).map((row) => start(db, client, sources, row)));
      }
      afterId = page.at(-1)?.id ?? afterId;
      allStarted = page.length < room;
      if (page.length > 0) continue;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function start(
  db: Database,
  client: DunwellClient,
  sources: Sources,
  row: Awaited<ReturnType<typeof invoicesToRehearse>>[number],
): Promise<void> {
  const policy: Policy = await db.read((tx) => policyOf(tx, sources, row.creditor, row.policyVersion));
  const startsAt = row.decidedAt;
  await client.startInvoice({ creditor: row.creditor, number: row.number }, planInRow(row, policy), {
    startsAt,
  });
  if (!row.hasWorkflow) await db.transaction((tx) => setHasWorkflow(tx, row.id, true));
}
