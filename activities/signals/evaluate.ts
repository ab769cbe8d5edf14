import type { EvaluationInput, EvaluationProgress } from '../../contracts/signals.ts';
import { listPolicies } from '../../db/creditor/creditors.ts';
import {
  type CustomerPage,
  clearPrepared,
  customerPage,
  type Evaluation,
  evaluatePage,
  NONE_REFUSED,
  type Refused,
  readyCustomers,
} from '../../db/signals/evaluation.ts';
import { queueRemoves } from '../../db/signals/prepared-signals.ts';
import {
  advanceRun,
  beginRun,
  findRun,
  finishRun,
  openRunOf,
  type SignalRunRow,
} from '../../db/signals/runs.ts';
import { findSignalSettings, signalSettingsOf } from '../../db/signals/settings.ts';
import type { Tx } from '../../db/tx.ts';
import { yieldToEventLoop } from '../../db/yield-to-event-loop.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { SignalCondition } from '../../domain/signals/check.ts';
import { finalLevelOf } from '../../domain/signals/final-level.ts';
import { SIGNAL_TYPES, type SignalType } from '../../domain/signals/signal.ts';
import { whySignal } from '../../domain/signals/why-signal.ts';
import { gatherIntakeSettings } from '../../gather/intake/intake-settings.ts';
import { gatherSignal } from '../../gather/signals/gather-signals.ts';
import { decide } from '../actor/decide.ts';
import type { Deps } from '../deps.ts';

/**
 * Customers per transaction: long enough that the pages cost nothing (measured: 2 % at a million customers),
 * short enough that other writers wait a fraction of a second.
 */
const PAGE = 10_000;
/** It beats meanwhile, and has half a day. */
const PATIENCE_MS = 60 * 60_000;

/**
 * Evaluates all customers of a creditor, page by page; each page is one transaction with its cursor, and a run
 * killed in the middle goes on after its last page as of the same moment. On another local day it begins anew: what
 * held then may not hold now. It prepares and never sends.
 */
export async function evaluateSignals(
  deps: Pick<Deps, 'db' | 'sources'>,
  { creditor }: EvaluationInput,
  asOf: Instant,
  onProgress: (progress: EvaluationProgress) => void,
  pageSize = PAGE,
): Promise<EvaluationProgress> {
  const deciding = { creditor, asOf, patienceMs: PATIENCE_MS, onWait: () => onProgress(NOTHING) };
  const evaluation = await decide(deps, deciding, (tx) => begin(tx, deps, creditor, asOf));
  if ('nothing' in evaluation) return evaluation.nothing;
  for (;;) {
    const run = await decide(deps, deciding, (tx) => evaluateNext(tx, deps, evaluation, asOf, pageSize));
    onProgress(progressOf(run));
    if (run.finishedAt !== null) return progressOf(run);
    await yieldToEventLoop();
  }
}

async function begin(
  tx: Tx,
  { sources }: Pick<Deps, 'sources'>,
  creditor: string,
  asOf: Instant,
): Promise<Evaluation | { readonly nothing: EvaluationProgress }> {
  const published = await findSignalSettings(tx, creditor);
  const open = await openRunOf(tx, creditor);
  const { creditor: row, calendar } = await gatherIntakeSettings(tx, sources, creditor);
  if (published === undefined) {
    if (open !== undefined) await finishRun(tx, open.id, asOf);
    const removed = await clearPrepared(tx, creditor, asOf);
    return { nothing: { ...NOTHING, says: `${creditor} sends no signals; ${removed} left the list.` } };
  }
  const onDay = calendar.dayOf(asOf);
  if (open !== undefined && open.onDay !== onDay) await finishRun(tx, open.id, asOf);
  const run = await beginRun(tx, { creditor, settingsVersion: published.version, asOf, onDay });
  const settings = (await signalSettingsOf(tx, creditor, run.settingsVersion)) ?? published.settings;
  const policies = await listPolicies(tx, creditor);
  return {
    creditor,
    currency: row.currency,
    settings,
    finals: policies.flatMap(({ version, body }) => {
      const final = finalLevelOf(body);
      return final === null ? [] : [{ version, ...final }];
    }),
    runId: run.id,
    asOf: run.asOf,
    today: run.onDay,
  };
}

async function evaluateNext(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  evaluation: Evaluation,
  asOf: Instant,
  pageSize: number,
): Promise<SignalRunRow> {
  const { runId, creditor } = evaluation;
  const run = (await findRun(tx, runId)) as SignalRunRow;
  if (run.finishedAt !== null) return run;
  const page = await customerPage(tx, creditor, { after: run.cursor, upTo: run.upTo }, pageSize);
  if (page === null) {
    await finishRun(tx, runId, asOf);
  } else {
    const refused = await refusedOf(tx, deps, evaluation, page);
    const counts = await evaluatePage(tx, evaluation, page, refused);
    await queueRemoves(tx, { creditor, after: page.after, until: page.until }, evaluation.asOf);
    await advanceRun(tx, runId, page.until, counts);
  }
  return (await findRun(tx, runId)) as SignalRunRow;
}

/** Own conditions are code and judged one by one, for the few for whom all common ones hold. */
async function refusedOf(
  tx: Tx,
  { sources }: Pick<Deps, 'sources'>,
  evaluation: Evaluation,
  page: CustomerPage,
): Promise<Refused> {
  const { settings, asOf } = evaluation;
  if (SIGNAL_TYPES.every((type) => settings[type].extra.length === 0)) return NONE_REFUSED;
  const refused: Record<SignalType, Refused[SignalType][number][]> = { early: [], crisis: [] };
  for (const id of await readyCustomers(tx, evaluation, page)) {
    const { facts, calendar } = await gatherSignal(tx, sources, id, asOf);
    const why = whySignal(situation({ facts, calendar }, asOf), settings);
    for (const type of SIGNAL_TYPES) {
      const failed = why[type].filter(
        ({ condition, passes }) => condition === SignalCondition.EXTRA && !passes,
      );
      refused[type].push(
        ...failed.map(({ code }) => ({ customer: id, condition: code.replace('EXTRA:', '') })),
      );
    }
  }
  return refused;
}

const NO_COUNTS = { added: 0, kept: 0, removed: 0 };
const NOTHING: EvaluationProgress = {
  runId: 0,
  customers: 0,
  early: NO_COUNTS,
  crisis: NO_COUNTS,
  isDone: true,
  says: null,
};

function progressOf(run: SignalRunRow): EvaluationProgress {
  return {
    runId: run.id,
    customers: run.customers,
    early: { added: run.earlyAdded, kept: run.earlyKept, removed: run.earlyRemoved },
    crisis: { added: run.crisisAdded, kept: run.crisisKept, removed: run.crisisRemoved },
    isDone: run.finishedAt !== null,
    says: null,
  };
}
