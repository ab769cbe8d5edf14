import type { ReconcileReport } from '../../contracts/background.ts';
import type { SignalFilter } from '../../contracts/signals.ts';
import { untakenBatches } from '../../db/intake/order.ts';
import { openSends } from '../../db/signals/sends.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { type Deps, Turn } from '../deps.ts';
import { collectAnswers } from '../signals/collect-answers.ts';
import { relayWakes } from '../wake/relay-wakes.ts';
import { PAGE, startMissing, wakeLate } from './carry-on.ts';
import { compareWithServer } from './compare-with-server.ts';
import { tellOfHoldEnds } from './hold-ends.ts';
import { reconcileCases } from './reconcile-cases.ts';
import { SWEPT_INVOICES } from './reconcile-invoices.ts';
import { unlessRefused } from './refused-by-server.ts';
import { goOnWithStuckEffects } from './stuck-effects.ts';
import { sweepCaseRequests } from './sweep-case-requests.ts';
import { sweepDocuments } from './sweep-documents.ts';
import { tellFailing } from './tell-failing.ts';

/** One sweep at a time, on whatever machine: two at once would only do the work twice. */
export async function reconcile(
  deps: Deps,
  asOf: Instant,
  onProgress: (says: string) => void,
  everything = false,
): Promise<ReconcileReport> {
  const work = () => sweep(deps, asOf, onProgress, everything);
  return deps.inTurn === undefined
    ? work()
    : deps.inTurn(Turn.SWEEP, work, () => onProgress('waiting for another sweep to end'));
}

/**
 * The sweep: whatever stands open in the database and is not carried by a workflow is started; what is late is
 * told to look again; messages to operators that did not get out are tried again; what is odd is said. `everything`
 * holds all rows against the server, not only the part whose turn it is.
 */
async function sweep(
  deps: Deps,
  asOf: Instant,
  onProgress: (says: string) => void,
  everything: boolean,
): Promise<ReconcileReport> {
  const odd: string[] = [];
  for (const { creditor, id } of await deps.db.read(untakenBatches))
    await unlessRefused(odd, `Batch ${id} of ${creditor}`, () => deps.workflows.startIntake(creditor, id));
  await deps.workflows.ensureSignalSchedules();
  for (const { creditor, id: sendId, by, filter } of await deps.db.read(openSends)) {
    const input = { creditor, sendId, by, filter: filter as SignalFilter };
    await unlessRefused(odd, `Send ${sendId} of ${creditor}`, () => deps.workflows.startSendSignals(input));
  }
  const relayed = await relayWakes(deps, asOf, (woken) => onProgress(`${woken} wakes relayed`));
  odd.push(...relayed.refused);
  const missing = await startMissing(deps, SWEPT_INVOICES, asOf, odd, onProgress);
  const takenUp = await compareWithServer(deps, asOf, { odd, everything, onProgress });
  await tellFailing(deps, asOf, odd);
  const { late, woken } = await wakeLate(deps, SWEPT_INVOICES, asOf, odd);
  if (late === PAGE) odd.push(`At least ${PAGE} invoices are late: are there enough workers?`);
  const cases = await reconcileCases(deps, asOf, odd, onProgress);
  const notified = await goOnWithStuckEffects(deps, asOf, odd);
  await tellOfHoldEnds(deps, asOf);
  await collectAnswers(deps, asOf, odd);
  await sweepDocuments(deps.db, asOf);
  await sweepCaseRequests(deps.db, asOf);
  const cleared = (await deps.clearLeftovers?.(asOf)) ?? [];
  if (cleared.length > 0) odd.push(`Half-written files of killed processes, removed: ${cleared.join(', ')}.`);
  odd.push(...((await deps.closePrintBatches?.(asOf, () => onProgress('closing print batches'))) ?? []));
  return {
    started: missing + takenUp + cases.started,
    woken: relayed.woken + woken + cases.woken,
    notified,
    odd,
  };
}
