import { findInvoice, setHasWorkflow } from '../../db/invoices.ts';
import { type PendingWake, pendingWakes, removeWakes } from '../../db/wake.ts';
import type { Instant } from '../../domain/day.ts';
import { Stage } from '../../domain/stage.ts';
import type { Deps } from '../deps.ts';
import { refreshEnded } from './refresh-ended.ts';
import { relayCaseWakes, wakeCase } from './relay-case-wakes.ts';
import { wake, wakeDecision } from './wake-invoice.ts';

const PAGE = 200;
/** Starts and signals under way at once: enough to keep the server busy, few enough not to flood it. */
const AT_ONCE = 20;

/**
 * Relays queued wakes to their workflows until none is left, those of cases too; returns how many invoices were woken.
 *
 * A wake is removed only after its workflow was told: killed in between, it is relayed again, and being told
 * twice changes nothing.
 */
export async function relayWakes(
  deps: Deps,
  asOf: Instant,
  onProgress: (woken: number) => void,
  mostPages = Number.POSITIVE_INFINITY,
): Promise<number> {
  // A rehearsal starts its workflows itself, each on a clock of its own: a wake would start one on today's.
  if (deps.sources.rehearsal) return 0;
  let woken = 0;
  for (let pages = 0; ; pages++) {
    const page = await deps.db.read((tx) => pendingWakes(tx, PAGE));
    if (page.length === 0 || pages === mostPages) {
      await relayCaseWakes(deps);
      return woken;
    }
    const invoices = [...groupByInvoice(page).values()];
    for (let i = 0; i < invoices.length; i += AT_ONCE) {
      await Promise.all(invoices.slice(i, i + AT_ONCE).map((wakes) => relayOne(deps, wakes, asOf)));
      woken += Math.min(AT_ONCE, invoices.length - i);
      onProgress(woken);
    }
    await deps.db.transaction((tx) =>
      removeWakes(
        tx,
        page.map((one) => one.id),
      ),
    );
  }
}

function groupByInvoice(page: readonly PendingWake[]): Map<number, PendingWake[]> {
  const groups = new Map<number, PendingWake[]>();
  for (const one of page) groups.set(one.invoiceId, [...(groups.get(one.invoiceId) ?? []), one]);
  return groups;
}

async function relayOne(deps: Deps, wakes: readonly PendingWake[], asOf: Instant): Promise<void> {
  const [first] = wakes;
  if (first === undefined) return;
  const decision = await deps.db.read(async (tx) => {
    const row = await findInvoice(tx, first.invoiceId);
    return row === undefined ? null : { row, ...(await wakeDecision(tx, deps, row, asOf)) };
  });
  if (decision === null) return;
  // An invoice in a case has no path of its own: its case hears of what was booked.
  if (first.activeCase !== null && !deps.sources.rehearsal) {
    const { creditor, number, row } = decision;
    // A case was started for it while its workflow was under way: told, that one sees that it is over.
    if (row.hasWorkflow) await deps.workflows.wakeInvoice(creditor, number, `wake/${first.id}`);
    await refreshEnded(deps, decision.creditor, decision.number, asOf);
    const ref = { creditor: first.creditor, reference: first.activeCase };
    await wakeCase(deps, ref, `wake/invoice/${first.id}`);
    return;
  }
  const isEndedForGood = decision.row.stage === Stage.CLOSED || decision.row.stage === Stage.TRANSFERRED;
  if (isEndedForGood) await refreshEnded(deps, decision.creditor, decision.number, asOf);
  const isNew = wakes.some((one) => one.cause === TAKEN_IN);
  const planIsCurrent = wakes.every((one) => one.cause === TAKEN_IN);
  const woken = await wake(deps, decision, `wake/${wakes.at(-1)?.id}`, { isNew, planIsCurrent });
  if (woken === 'started') await deps.db.transaction((tx) => setHasWorkflow(tx, first.invoiceId, true));
}

/** The cause of an invoice's first wake, whose row holds a plan that is still current. */
export const TAKEN_IN = 'taken in';
