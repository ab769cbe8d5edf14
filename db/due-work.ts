import { and, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import type { Instant } from '../domain/day.ts';
import { EffectState } from '../domain/facts.ts';
import { bulkOperations, effects, intakeBatches, invoices, UNTAKEN, wakeOutbox } from './schema.ts';
import { cases, caseWakes } from './schema-cases.ts';
import { OPEN_CANDIDATE, signalCandidates, signalRuns } from './schema-signals.ts';
import { family, type Tx } from './tx.ts';

/** How much is due and not done yet. */
export interface DueWork {
  readonly steps: number;
  readonly wakes: number;
  readonly effects: number;
  readonly batches: number;
  readonly bulks: number;
  /** Evaluations under way, and approved signals that nobody has tried yet. */
  readonly signals: number;
}

const count = { count: sql<number>`count(*)` };

const statements = family((orm) => ({
  steps: orm
    .select(count)
    .from(invoices)
    .where(and(isNotNull(invoices.nextAt), lte(invoices.nextAt, sql.placeholder('now'))))
    .prepare(),
  caseSteps: orm
    .select(count)
    .from(cases)
    .where(and(isNotNull(cases.nextAt), lte(cases.nextAt, sql.placeholder('now'))))
    .prepare(),
  wakes: orm.select(count).from(wakeOutbox).prepare(),
  caseWakes: orm.select(count).from(caseWakes).prepare(),
  effects: orm
    .select(count)
    .from(effects)
    .where(
      and(
        inArray(effects.state, [EffectState.PLANNED, EffectState.HANDING_OVER]),
        // Those of a case wait for its step: a paused case keeps its order back.
        isNull(effects.caseId),
        lte(effects.nextAttemptAt, sql.placeholder('now')),
      ),
    )
    .prepare(),
  batches: orm.select(count).from(intakeBatches).where(UNTAKEN).prepare(),
  bulks: orm.select(count).from(bulkOperations).where(isNull(bulkOperations.finishedAt)).prepare(),
  runs: orm.select(count).from(signalRuns).where(isNull(signalRuns.finishedAt)).prepare(),
  approved: orm
    .select(count)
    .from(signalCandidates)
    .where(and(isNotNull(signalCandidates.sendId), isNull(signalCandidates.key), OPEN_CANDIDATE))
    .prepare(),
}));

/** Counts what is due now, for a worker that stops when nothing is left. */
export async function dueWork(tx: Tx, now: Instant): Promise<DueWork> {
  const { steps, caseSteps, wakes, caseWakes, effects, batches, bulks, runs, approved } = statements(tx);
  return {
    steps: (steps.get({ now })?.count ?? 0) + (caseSteps.get({ now })?.count ?? 0),
    wakes: (wakes.get()?.count ?? 0) + (caseWakes.get()?.count ?? 0),
    effects: effects.get({ now })?.count ?? 0,
    batches: batches.get()?.count ?? 0,
    bulks: bulks.get()?.count ?? 0,
    signals: (runs.get()?.count ?? 0) + (approved.get()?.count ?? 0),
  };
}
