import type { DunwellClient } from '../client/client.ts';
import { type CaseRow, setCaseHasWorkflow } from '../db/case/cases.ts';
import type { Database } from '../db/database.ts';
import { type InvoiceRow, setHasWorkflow } from '../db/invoice/invoices.ts';
import {
  casesToRehearse,
  casesUnderWay,
  countCasesUnderWay,
  invoicesBackFromCases,
} from '../db/rehearsal/cases.ts';
import { countInFlight, invoicesToRehearse } from '../db/rehearsal/rehearsal.ts';
import type { Policy } from '../domain/invoice/policy.ts';
import { planInRow } from '../gather/invoice/decided.ts';
import { policyOf } from '../gather/invoice/gather-invoice.ts';
import type { Sources } from '../gather/sources.ts';

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
 *
 * With a script, the cases of invoices are followed in the same way, and invoices go on when their case has ended.
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
  // After a crash: noted as started does not say that they were.
  if (sources.scripted) await forEach(await db.read(casesUnderWay), (row) => startCase(db, client, row));
  for (;;) {
    if (isCancelled()) return;
    // In one reading: what leaves its case in between would be seen in neither place.
    const { inFlight, planned, inCases } = await db.read(async (tx) => ({
      ...(await countInFlight(tx, afterId)),
      inCases: sources.scripted ? await countCasesUnderWay(tx) : 0,
    }));
    onProgress({ ended: Math.max(0, total - planned - inCases), total });
    if (allStarted && inFlight + inCases === 0) return;
    if (sources.scripted) await followCases(db, client, sources, afterId);
    const room = IN_FLIGHT - inFlight - inCases;
    if (!allStarted && room > IN_FLIGHT / 10) {
      const page = await db.read((tx) => invoicesToRehearse(tx, afterId, room));
      await forEach(page, (row) => startInvoice(db, client, sources, row));
      allStarted = page.length < room;
      // From then on every invoice counts: on a second call, one may come back whose turn was before.
      afterId = allStarted ? Number.MAX_SAFE_INTEGER : (page.at(-1)?.id ?? afterId);
      if (page.length > 0) continue;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Takes up the cases that were opened since, and the invoices that came back from theirs. */
async function followCases(
  db: Database,
  client: DunwellClient,
  sources: Sources,
  afterId: number,
): Promise<void> {
  const { opened, back } = await db.read(async (tx) => ({
    opened: await casesToRehearse(tx, IN_FLIGHT),
    back: await invoicesBackFromCases(tx, afterId, IN_FLIGHT),
  }));
  await forEach(opened, (row) => startCase(db, client, row));
  await forEach(back, async (row) => {
    const started = await startInvoice(db, client, sources, row);
    // The workflow that led it to its case is just closing: it is tried again.
    if (started === 'running') await db.transaction((tx) => setHasWorkflow(tx, row.id, false));
  });
}

async function forEach<Row>(rows: readonly Row[], start: (row: Row) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < rows.length; i += STARTS_AT_ONCE) {
    await Promise.all(rows.slice(i, i + STARTS_AT_ONCE).map(start));
  }
}

/** Noted before it is started: a path can be over before its start is answered, and then says so itself. */
async function startInvoice(
  db: Database,
  client: DunwellClient,
  sources: Sources,
  row: InvoiceRow,
): Promise<'started' | 'running'> {
  const policy: Policy = await db.read((tx) => policyOf(tx, sources, row.creditor, row.policyVersion));
  const { creditor, number, decidedAt: startsAt } = row;
  if (!row.hasWorkflow) await db.transaction((tx) => setHasWorkflow(tx, row.id, true));
  return client.startInvoice({ creditor, number }, planInRow(row, policy), { startsAt });
}

/** Its workflow decides its first step: a case is opened in the middle of a transaction about its invoice. */
async function startCase(db: Database, client: DunwellClient, row: CaseRow): Promise<void> {
  const { creditor, reference, decidedAt: startsAt } = row;
  if (!row.hasWorkflow) await db.transaction((tx) => setCaseHasWorkflow(tx, row.id, true));
  await client.startCase({ creditor, reference }, undefined, { startsAt });
}
