import type { CaseRef } from '../../contracts/case.ts';
import { findInvoice } from '../../db/invoice/invoices.ts';
import {
  type PendingWake,
  pendingWakes,
  pendingWakesOfCase,
  removeWakes,
  TAKEN_IN,
} from '../../db/invoice/wake.ts';
import type { Page } from '../../db/pages.ts';
import type { Tx } from '../../db/tx.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Deps } from '../deps.ts';
import { refreshEnded } from '../sweep/refresh-ended.ts';
import { relayAll, relayPage, type WakeQueue } from './relay-page.ts';
import { wakeCase } from './wake-case.ts';
import { wake, wakeDecision } from './wake-invoice.ts';

const INVOICE_WAKES: WakeQueue<PendingWake> = {
  rowOf: ({ invoiceId }) => invoiceId,
  whom: ({ creditor, number }) => `Invoice ${number} of ${creditor}`,
  tell: tellInvoice,
  remove: removeWakes,
};

/** Relays queued wakes to the workflows of invoices until none is left, and returns how many were told. */
export async function relayInvoiceWakes(
  deps: Deps,
  asOf: Instant,
  refused: string[],
  onProgress: (woken: number) => void,
): Promise<number> {
  const read = (tx: Tx, { limit, afterId }: Page) => pendingWakes(tx, limit, afterId);
  return relayAll(deps, INVOICE_WAKES, read, asOf, { refused, onProgress });
}

/** The same for the invoices of one case that has just ended; all others are left to whoever queued them. */
export async function relayWakesOfCase(deps: Deps, ref: CaseRef, asOf: Instant): Promise<void> {
  if (deps.sources.rehearsal) return;
  const { creditor, reference } = ref;
  const wakes = await deps.db.read((tx) => pendingWakesOfCase(tx, ref));
  await relayPage(deps, INVOICE_WAKES, wakes, asOf, { about: { creditor, case: reference } });
}

async function tellInvoice(
  deps: Deps,
  wakes: readonly [PendingWake, ...PendingWake[]],
  asOf: Instant,
): Promise<void> {
  const [first] = wakes;
  let decision = await decisionOn(deps, first.invoiceId, asOf);
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
  if (isEndedForGood) {
    await refreshEnded(deps, decision.creditor, decision.number, asOf);
    decision = (await decisionOn(deps, first.invoiceId, asOf)) ?? decision;
  }
  const isNew = wakes.some((one) => one.cause === TAKEN_IN);
  const planIsCurrent = wakes.every((one) => one.cause === TAKEN_IN);
  await wake(deps, decision, `wake/${wakes.at(-1)?.id}`, { isNew, planIsCurrent });
}

async function decisionOn(deps: Deps, invoiceId: number, asOf: Instant) {
  return deps.db.read(async (tx) => {
    const row = await findInvoice(tx, invoiceId);
    return row === undefined ? null : { row, ...(await wakeDecision(tx, deps, row, asOf)) };
  });
}
