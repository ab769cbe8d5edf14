import type { ReconcileReport } from '../../contracts/background.ts';
import type { EffectContent } from '../../contracts/effects.ts';
import type { SignalFilter } from '../../contracts/signals.ts';
import { claimEffect, contentOf, type EffectRow, stuckEffects } from '../../db/effects/effects.ts';
import { untakenBatches } from '../../db/intake/order.ts';
import { findInvoice, invoicesWithoutWorkflow, overdueInvoices } from '../../db/invoice/invoices.ts';
import { type Page, pages } from '../../db/pages.ts';
import { openSends } from '../../db/signals/sends.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import { EffectKind } from '../../domain/effects/effect.ts';
import { formatDay, type Instant } from '../../domain/kernel/day.ts';
import { handOver } from '../actor/hand-over.ts';
import type { Deps } from '../deps.ts';
import { newAttempt } from '../effects/delivery.ts';
import { INVOICES } from '../invoice/subject.ts';
import { collectAnswers } from '../signals/collect-answers.ts';
import { relayWakes } from '../wake/relay-wakes.ts';
import { startInvoiceAgain } from '../wake/start-again.ts';
import { wake, wakeDecision } from '../wake/wake-invoice.ts';
import { compareWithServer } from './compare-with-server.ts';
import { reconcileCases } from './reconcile-cases.ts';
import { unlessRefused } from './refused-by-server.ts';
import { sweepCaseRequests } from './sweep-case-requests.ts';
import { sweepDocuments } from './sweep-documents.ts';
import { tellFailing } from './tell-failing.ts';

/** A step this late was not merely waiting for its worker's turn. */
const LATE_MS = 15 * 60_000;
/** A step this late, although its workflow was told before, is something for a person. */
const VERY_LATE_MS = 6 * 3_600_000;
const PAGE = 500;

/**
 * The sweep: whatever stands open in the database and is not carried by a workflow is started; what is late is
 * told to look again; messages to operators that did not get out are tried again; what is odd is said. `everything`
 * holds all rows against the server, not only the part whose turn it is.
 */
export async function reconcile(
  deps: Deps,
  asOf: Instant,
  onProgress: (says: string) => void,
  everything = false,
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
  const missing = await startMissing(deps, asOf, odd, onProgress);
  const takenUp = await compareWithServer(deps, asOf, { odd, everything, onProgress });
  await tellFailing(deps, asOf, odd);
  const woken = await wakeLate(deps, asOf, odd);
  const cases = await reconcileCases(deps, asOf, odd);
  const notified = await retryNotifications(deps, asOf, odd);
  await collectAnswers(deps, asOf, odd);
  await sweepDocuments(deps.db, asOf);
  await sweepCaseRequests(deps.db, asOf);
  const cleared = (await deps.clearLeftovers?.(asOf)) ?? [];
  if (cleared.length > 0) odd.push(`Half-written files of killed processes, removed: ${cleared.join(', ')}.`);
  return {
    started: missing + takenUp + cases.started,
    woken: relayed.woken + woken + cases.woken,
    notified,
    odd,
  };
}

/** Open invoices without a workflow, page by page. */
async function startMissing(
  deps: Deps,
  asOf: Instant,
  odd: string[],
  onProgress: (says: string) => void,
): Promise<number> {
  let started = 0;
  const read = (page: Page) => deps.db.read((tx) => invoicesWithoutWorkflow(tx, page));
  for await (const page of pages({ limit: PAGE }, read)) {
    for (const row of page) {
      if ((await startInvoiceAgain(deps, row, asOf, odd)) === 'started') started += 1;
    }
    onProgress(`${started} started`);
  }
  return started;
}

async function wakeLate(deps: Deps, asOf: Instant, odd: string[]): Promise<number> {
  const late = await deps.db.read((tx) => overdueInvoices(tx, asOf - LATE_MS, PAGE));
  let woken = 0;
  for (const row of late) {
    const decision = await deps.db.read((tx) => wakeDecision(tx, deps, row, asOf));
    const options = { isNew: false, planIsCurrent: false };
    const told = await unlessRefused(odd, `Invoice ${row.number} of ${row.creditor}`, () =>
      wake(deps, decision, `late/${row.version}`, options),
    );
    if (told === 'woken' || told === 'started') woken += 1;
    const isVeryLate = row.nextAt !== null && row.nextAt < asOf - VERY_LATE_MS;
    if (isVeryLate) {
      odd.push(
        `Invoice ${row.number} of ${row.creditor} should have gone on (${row.nextStep}) on ${formatDay(Math.floor((row.nextAt ?? 0) / 86_400_000))}.`,
      );
    }
  }
  if (late.length === PAGE) odd.push(`At least ${PAGE} invoices are late: are there enough workers?`);
  return woken;
}

async function retryNotifications(deps: Deps, asOf: Instant, odd: string[]): Promise<number> {
  const stuck = await deps.db.read((tx) => stuckEffects(tx, asOf, PAGE));
  let notified = 0;
  for (const row of stuck) {
    if (row.kind !== EffectKind.NOTIFICATION) {
      await wakeForEffect(deps, row, asOf, odd);
      const isVeryLate = row.nextAttemptAt < asOf - VERY_LATE_MS;
      if (isVeryLate)
        odd.push(`Effect ${row.key} has not reached its gateway: ${row.lastError ?? 'no word of it'}.`);
      continue;
    }
    if (await retryNotification(deps, row, asOf)) notified += 1;
  }
  return notified;
}

/** A letter or order that waits for its gateway needs its workflow, whatever became of that. */
async function wakeForEffect(deps: Deps, effect: EffectRow, asOf: Instant, odd: string[]): Promise<void> {
  const { invoiceId } = effect;
  if (invoiceId === null) return;
  const decision = await deps.db.read(async (tx) => {
    const row = await findInvoice(tx, invoiceId);
    return row === undefined ? null : wakeDecision(tx, deps, row, asOf);
  });
  if (decision === null) return;
  const { creditor, number } = decision;
  const options = { isNew: false, planIsCurrent: false };
  await unlessRefused(odd, `Invoice ${number} of ${creditor}`, () =>
    wake(deps, decision, `effect/${effect.attempts}`, options),
  );
}

async function retryNotification(deps: Deps, row: EffectRow, asOf: Instant): Promise<boolean> {
  const attempt = newAttempt(asOf);
  const content = await deps.db.transaction(async (tx) => {
    const claimed = await claimEffect(tx, row.key, { ...attempt, at: asOf });
    return claimed ? ((await contentOf(tx, row.key)) as EffectContent | undefined) : undefined;
  });
  if (content === undefined) return false;
  const delivery = {
    key: row.key,
    kind: EffectKind.NOTIFICATION,
    channel: row.channel as Channel,
    content,
    attempts: row.attempts + 1,
    ...attempt,
  };
  await handOver(INVOICES, deps, delivery, { creditor: '', number: '', asOf });
  return true;
}
