import { shownNeeds } from '../../contracts/actor.ts';
import type { CasePlan } from '../../contracts/case.ts';
import type { CaseChange, CaseRow } from '../../db/case/cases.ts';
import type { CaseFacts } from '../../domain/case/facts.ts';
import { collectedOf, openOfCase, surplusOf } from '../../domain/case/money.ts';
import { nextCaseStep } from '../../domain/case/next-step.ts';
import { isCaseHeld, isCaseOver } from '../../domain/case/order.ts';
import type { CaseSituation } from '../../domain/case/situation.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { needsOf } from '../../domain/tasks/task.ts';

/** Decides what comes next for a case, with all that lists and workflows show beside it. */
export function decideCase(situation: CaseSituation): CaseChange {
  const { facts, asOf, today } = situation;
  return {
    record: facts.state,
    plan: nextCaseStep(situation),
    decidedAt: asOf,
    // A case that is over is not paused: nothing of it waits.
    held: !isCaseOver(facts) && isCaseHeld(situation),
    open: openOfCase(facts, today),
    collected: collectedOf(facts),
    surplus: surplusOf(facts),
    configuration: facts.configuration?.name ?? null,
    configurationVersion: facts.configuration?.version ?? null,
  };
}

/** What a workflow gets to know: codes and dates only. */
export function casePlanOf(change: CaseChange, facts: CaseFacts, version: number): CasePlan {
  const { plan, held } = change;
  const { state, outcome, deactivatedAt, processingTimeoutOn } = facts.state;
  return {
    ...plan,
    state,
    held,
    ...shownNeeds(needsOf(facts.tasks)),
    version,
    ...(outcome === null ? {} : { outcome }),
    ...(deactivatedAt === null ? {} : { deactivated: true }),
    ...(facts.configuration === null
      ? {}
      : { configuration: facts.configuration.name, collector: facts.configuration.collector.kind }),
    ...(processingTimeoutOn === null ? {} : { timeoutOn: formatDay(processingTimeoutOn) }),
  };
}

/** The plan as it stands in the case's row, without deciding anything. */
export function casePlanInRow(row: CaseRow): CasePlan {
  return {
    step: row.nextStep,
    at: row.nextAt,
    because: row.because,
    state: row.state,
    held: row.held,
    ...shownNeeds(row),
    version: row.version,
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    ...(row.deactivatedAt === null ? {} : { deactivated: true }),
    ...(row.configuration === null ? {} : { configuration: row.configuration }),
    ...(row.processingTimeoutOn === null ? {} : { timeoutOn: formatDay(row.processingTimeoutOn) }),
  };
}
