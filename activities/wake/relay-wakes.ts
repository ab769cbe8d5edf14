import type { Relayed } from '../../contracts/background.ts';
import type { CaseRef } from '../../contracts/case.ts';
import { Mutex } from '../../db/drivers/sqlite/mutex.ts';
import type { Database } from '../../db/drivers/sqlite/open.ts';
import { findInvoice } from '../../db/invoice/invoices.ts';
import {
  type PendingWake,
  pendingWakes,
  pendingWakesOfCase,
  removeWakes,
  TAKEN_IN,
} from '../../db/invoice/wake.ts';
import { type Page, pages } from '../../db/pages.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Deps } from '../deps.ts';
import { refreshEnded } from '../sweep/refresh-ended.ts';
import { unlessRefused } from '../sweep/refused-by-server.ts';
import { relayCaseWakes, wakeCase } from './relay-case-wakes.ts';
import { wake, wakeDecision } from './wake-invoice.ts';

const PAGE = 200;
/** Starts and messages under way at once: enough to keep the server busy, few enough not to flood it. */
const AT_ONCE = 20;

/** Two relays of one process would tell everybody twice: the second waits, and finds what is left. */
const turns = new WeakMap<Database, Mutex>();
const BEAT_MS = 5_000;

/**
 * Relays queued wakes to their workflows until none is left, those of cases too.
 *
 * A wake is removed only after its workflow was told: killed in between, it is relayed again, and being told
 * twice changes nothing. The wake of one that the server refuses stays, and the others go on.
 */
export async function relayWakes(
  deps: Deps,
  asOf: Instant,
  onProgress: (woken: number) => void,
): Promise<Relayed> {
  // A rehearsal starts its workflows itself, each on a clock of its own: a wake would start one on today's.
  if (deps.sources.rehearsal) return { woken: 0, refused: [] };
  const turn = turns.get(deps.db) ?? new Mutex();
  turns.set(deps.db, turn);
  const beat = setInterval(() => onProgress(0), BEAT_MS);
  const release = await turn.acquire().finally(() => clearInterval(beat));
  try {
    return await relayAll(deps, asOf, onProgress);
  } finally {
    release();
  }
}

async function relayAll(deps: Deps, asOf: Instant, onProgress: (woken: number) => void): Promise<Relayed> {
  const refused: string[] = [];
  let woken = 0;
  const read = ({ afterId, limit }: Page) => deps.db.read((tx) => pendingWakes(tx, limit, afterId));
  for await (const page of pages({ limit: PAGE, untilEmpty: true }, read)) {
    const before = woken;
    woken += await relayPage(deps, page, asOf, refused, (some) => onProgress(before + some));
  }
  await relayCaseWakes(deps, refused);
  return { woken, refused };
}

/** The same for the invoices of one case that has just ended; all others are left to whoever queued them. */
export async function relayWakesOfCase(deps: Deps, ref: CaseRef, asOf: Instant): Promise<void> {
  if (deps.sources.rehearsal) return;
  const page = await deps.db.read((tx) => pendingWakesOfCase(tx, ref));
  if (page.length > 0) await relayPage(deps, page, asOf, [], () => undefined);
}

async function relayPage(
  deps: Deps,
  page: readonly PendingWake[],
  asOf: Instant,
  refused: string[],
  onProgress: (woken: number) => void,
): Promise<number> {
  const invoices = [...groupByInvoice(page).values()];
  const told: number[] = [];
  let woken = 0;
  for (let i = 0; i < invoices.length; i += AT_ONCE) {
    const some = invoices.slice(i, i + AT_ONCE).map(async (wakes) => {
      const [first] = wakes;
      if (first === undefined) return;
      const whom = `Invoice ${first.number} of ${first.creditor}`;
      if ((await unlessRefused(refused, whom, () => relayOne(deps, wakes, asOf))) === 'refused') return;
      told.push(...wakes.map(({ id }) => id));
      woken += 1;
    });
    await Promise.all(some);
    onProgress(woken);
  }
  await deps.db.transaction((tx) => removeWakes(tx, told));
  return woken;
}

function groupByInvoice(page: readonly PendingWake[]): Map<number, PendingWake[]> {
  const groups = new Map<number, PendingWake[]>();
  for (const one of page) groups.set(one.invoiceId, [...(groups.get(one.invoiceId) ?? []), one]);
  return groups;
}

async function relayOne(deps: Deps, wakes: readonly PendingWake[], asOf: Instant): Promise<void> {
  const [first] = wakes;
  if (first === undefined) return;
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
