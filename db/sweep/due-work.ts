import { and, eq, exists, isNotNull, isNull, lte, ne, not, or, type SQL, sql } from 'drizzle-orm';
import { CaseStep } from '../../domain/case/plan.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Orm } from '../connection.ts';
import { named } from '../named.ts';
import { bulkOperations } from '../tables/bulk.ts';
import { caseEvents, cases, caseWakes } from '../tables/cases.ts';
import { effects } from '../tables/effects.ts';
import { endedObstacles } from '../tables/ended-obstacles.ts';
import { intakeBatches, UNTAKEN } from '../tables/intake.ts';
import { invoices, transitions, wakeOutbox } from '../tables/invoices.ts';
import { OPEN_PREPARED, preparedSignals, signalRuns } from '../tables/signals.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { FAILING, FAILING_ASK, ON_ITS_WAY } from './failing-work.ts';

/** How much is due and not done yet; what failed and waits for another attempt is told by `failingWork`. */
export interface DueWork {
  readonly steps: number;
  readonly wakes: number;
  /** Hand-overs under way for the first time, and those that nobody has tried yet. */
  readonly effects: number;
  readonly batches: number;
  readonly bulks: number;
  /** Evaluations under way, and approved signals that nobody has tried yet. */
  readonly signals: number;
}

const count = { count: sql<number>`count(*)` };
const now = named('now');

const statements = preparedStatements(({ orm }) => ({
  steps: orm
    .select(count)
    .from(invoices)
    .where(and(isNotNull(invoices.nextAt), lte(invoices.nextAt, now), not(hasFailing(orm, 'invoice'))))
    .prepare(),
  caseSteps: orm
    .select(count)
    .from(cases)
    .where(
      and(
        isNotNull(cases.nextAt),
        lte(cases.nextAt, now),
        not(and(eq(cases.nextStep, CaseStep.ASK), FAILING_ASK) as SQL),
        not(hasFailing(orm, 'case')),
      ),
    )
    .prepare(),
  wakes: orm.select(count).from(wakeOutbox).prepare(),
  caseWakes: orm.select(count).from(caseWakes).prepare(),
  toQueue: orm.select(count).from(endedObstacles).prepare(),
  effects: orm
    .select(count)
    .from(effects)
    .where(
      and(
        ON_ITS_WAY,
        isNull(effects.lastError),
        or(
          eq(effects.state, EffectState.HANDING_OVER),
          // A letter waits for its invoice's step, an instruction for its case's: a paused case keeps it back.
          and(isNull(effects.caseId), ne(effects.kind, EffectKind.LEVEL), lte(effects.nextAttemptAt, now)),
        ),
      ),
    )
    .prepare(),
  batches: orm.select(count).from(intakeBatches).where(UNTAKEN).prepare(),
  bulks: orm.select(count).from(bulkOperations).where(isNull(bulkOperations.finishedAt)).prepare(),
  runs: orm.select(count).from(signalRuns).where(isNull(signalRuns.finishedAt)).prepare(),
  approved: orm
    .select(count)
    .from(preparedSignals)
    .where(and(isNotNull(preparedSignals.sendId), isNull(preparedSignals.key), OPEN_PREPARED))
    .prepare(),
  trail: orm
    .select({
      invoices: sql<number>`(select coalesce(max(${transitions.id}), 0) from ${transitions})`,
      cases: sql<number>`(select coalesce(max(${caseEvents.id}), 0) from ${caseEvents})`,
      rows: sql<number>`(select coalesce(sum(${intakeBatches.doneUpTo}), 0) from ${intakeBatches} where ${UNTAKEN})`,
    })
    .from(sql`(select 1) as one`)
    .prepare(),
}));

/** True for an invoice or a case whose step is another attempt at what failed: told apart, it is due again and again. */
function hasFailing(orm: Orm, of: 'invoice' | 'case'): SQL {
  const isIts = of === 'invoice' ? eq(effects.invoiceId, invoices.id) : eq(effects.caseId, sql`${cases.id}`);
  return exists(orm.select({ one: sql`1` }).from(effects).where(and(isIts, FAILING[of])));
}

/** Counts what is due now, for a worker that stops when nothing is left. */
export async function dueWork(tx: Tx, asOf: Instant): Promise<DueWork> {
  const { steps, caseSteps, wakes, caseWakes, toQueue, effects, batches, bulks, runs, approved } =
    statements(tx);
  const at = { now: asOf };
  return {
    steps: ((await steps.get(at))?.count ?? 0) + ((await caseSteps.get(at))?.count ?? 0),
    wakes:
      ((await wakes.get())?.count ?? 0) +
      ((await caseWakes.get())?.count ?? 0) +
      ((await toQueue.get())?.count ?? 0),
    effects: (await effects.get(at))?.count ?? 0,
    batches: (await batches.get())?.count ?? 0,
    bulks: (await bulks.get())?.count ?? 0,
    signals: ((await runs.get())?.count ?? 0) + ((await approved.get())?.count ?? 0),
  };
}

/** Changes whenever something got done: the ends of the audit trails, and how far batches are taken in. */
export async function workTrail(tx: Tx): Promise<string> {
  return JSON.stringify(await statements(tx).trail.get());
}
