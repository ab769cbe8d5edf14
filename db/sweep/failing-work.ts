import { and, desc, eq, gt, inArray, isNotNull, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import { LONGEST_WAIT_MINUTES } from '../../domain/case/asking.ts';
import { CaseStep } from '../../domain/case/plan.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { Step } from '../../domain/invoice/plan.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import { named } from '../named.ts';
import { cases } from '../tables/cases.ts';
import { effects } from '../tables/effects.ts';
import { invoices } from '../tables/invoices.ts';
import { IS_OPEN, tasks } from '../tables/tasks.ts';
import { preparedStatements, type Tx } from '../tx.ts';

/** In no gateway's hands for good: to be handed over, or being handed over. */
export const ON_ITS_WAY = inArray(effects.state, [EffectState.PLANNED, EffectState.HANDING_OVER]) as SQL;

const HAS_FAILED = and(ON_ITS_WAY, isNotNull(effects.lastError)) as SQL;
const isLetterAgain = and(eq(effects.kind, EffectKind.LEVEL), eq(invoices.nextStep, Step.HAND_OVER));
const isWordAgain = eq(cases.nextStep, CaseStep.HAND_OVER);
const isOther = and(isNull(effects.caseId), ne(effects.kind, EffectKind.LEVEL));

/** An attempt failed, and nothing but the next attempt is what its invoice or its case waits for. */
export const FAILING = {
  invoice: and(HAS_FAILED, isLetterAgain) as SQL,
  case: and(HAS_FAILED, isWordAgain) as SQL,
};

/** A collector could not be asked, and is asked again later. */
export const FAILING_ASK = and(gt(cases.askFailures, 0), isNotNull(cases.nextAt)) as SQL;

const LONGEST_WAIT_MS = LONGEST_WAIT_MINUTES * 60_000;

/** Hand-overs that failed for one cause and are tried again by themselves. */
export interface FailingWork {
  readonly cause: string;
  readonly count: number;
  /** When the first of them is tried again. */
  readonly nextAt: Instant;
}

/** Cases whose collector could not be asked; they are asked again by themselves. */
export interface FailingAsks {
  readonly count: number;
  readonly nextAt: Instant | null;
}

/** Open tasks of one kind, and how many of them came up since a moment. */
export interface OpenTasks {
  readonly kind: TaskKind;
  readonly count: number;
  readonly since: number;
}

const statements = preparedStatements(({ orm }) => {
  const total = sql<number>`count(*)`;
  return {
    failing: orm
      .select({
        cause: sql<string>`${effects.lastError}`,
        count: total,
        nextAt: sql<number>`min(coalesce(${invoices.nextAt}, ${cases.nextAt}, ${effects.nextAttemptAt}))`,
      })
      .from(effects)
      .leftJoin(invoices, and(eq(invoices.id, effects.invoiceId), eq(effects.kind, EffectKind.LEVEL)))
      .leftJoin(cases, eq(cases.id, effects.caseId))
      .where(and(HAS_FAILED, or(isLetterAgain, isWordAgain, isOther)))
      .groupBy(effects.lastError)
      .orderBy(desc(total), effects.lastError)
      .prepare(),
    asks: orm
      .select({ count: total, nextAt: sql<number | null>`min(${cases.nextAt})` })
      .from(cases)
      // It is asked again within the hour: the others need not be read.
      .where(and(FAILING_ASK, lte(cases.nextAt, named('within'))))
      .prepare(),
    tasks: orm
      .select({
        kind: tasks.kind,
        count: total,
        since: sql<number>`count(case when ${tasks.since} >= ${named('since')} then 1 end)`,
      })
      .from(tasks)
      .where(IS_OPEN)
      .groupBy(tasks.kind)
      .orderBy(desc(total), tasks.kind)
      .prepare(),
  };
});

/** What was tried, failed and waits for another attempt, by its cause, the most frequent first. */
export async function failingWork(tx: Tx): Promise<readonly FailingWork[]> {
  return statements(tx).failing.all();
}

export async function failingAsks(tx: Tx, now: Instant): Promise<FailingAsks> {
  return (await statements(tx).asks.get({ within: now + LONGEST_WAIT_MS })) ?? { count: 0, nextAt: null };
}

/** What waits for a person, by kind, the most frequent first. */
export async function openTasksByKind(tx: Tx, since: Instant): Promise<readonly OpenTasks[]> {
  return statements(tx).tasks.all({ since });
}
