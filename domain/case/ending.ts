import { HoldReason } from '../kernel/holds.ts';
import type { Occasion } from '../kernel/machine.ts';
import { raiseTask, TaskKind } from '../tasks/task.ts';
import { advanceCase, type CaseDecision } from './decision.ts';
import { InstructionKind } from './facts.ts';
import { CaseEvent } from './machine.ts';
import { openOfCase, outcomeByMoney } from './money.ts';
import { isWithCollector } from './order.ts';
import { caseOver } from './outdated-tasks.ts';
import { type CaseOutcome, CaseState, type FailureCategory } from './state.ts';

export type EndingEvent =
  | typeof CaseEvent.CLOSED
  | typeof CaseEvent.CLOSED_BY_COLLECTOR
  | typeof CaseEvent.COMPLETED
  | typeof CaseEvent.WAIVED
  | typeof CaseEvent.TIMED_OUT
  | typeof CaseEvent.WITHDRAWN;

/** What the collector does not know by itself when a case ends like that. */
const TOLD: readonly EndingEvent[] = [
  CaseEvent.CLOSED,
  CaseEvent.COMPLETED,
  CaseEvent.WAIVED,
  CaseEvent.TIMED_OUT,
];

/**
 * Ends a case: CLOSED with an outcome, by what was collected unless it is given. Its invoices come back, under a hold
 * where something is open; a collector that still works on it is told. One that was deactivated before has let go of
 * its invoices then.
 */
export function endCase(
  decision: CaseDecision,
  event: EndingEvent,
  occasion: Occasion,
  given?: CaseOutcome,
): CaseDecision {
  const { facts } = decision;
  const outcome = given ?? outcomeByMoney(facts, occasion.on);
  const openAtEnd = openOfCase(facts, occasion.on);
  const ended = advanceCase(caseOver(decision), event, occasion, {
    outcome,
    closedAt: occasion.at,
    withdrawalAsked: false,
  });
  const isTold = TOLD.includes(event) && isWithCollector(facts);
  const told = isTold
    ? [
        ...ended.instructions,
        { about: { kind: InstructionKind.CLOSED, outcome, reason: occasion.reason ?? null } },
      ]
    : ended.instructions;
  const closed: CaseDecision = {
    ...ended,
    facts: { ...ended.facts, openAtEnd },
    instructions: told,
    releasesInvoices: facts.state.deactivatedAt === null ? HoldReason.CASE_ENDED : null,
  };
  return closed;
}

/** The case failed for a technical cause, or the collector rejected it; its invoices wait for a new start. */
export function failCase(
  decision: CaseDecision,
  event: typeof CaseEvent.FAILED | typeof CaseEvent.REJECTED,
  failure: { readonly category: FailureCategory; readonly reason: string },
  occasion: Occasion,
): CaseDecision {
  const { facts } = decision;
  const openAtEnd = openOfCase(facts, occasion.on);
  const failed = advanceCase(
    caseOver(decision),
    event,
    { ...occasion, reason: failure.reason },
    {
      failedAt: occasion.at,
      failureCategory: failure.category,
      failureReason: failure.reason,
      withdrawalAsked: false,
    },
  );
  // Of a deactivated case nobody starts another for that cause.
  const told =
    facts.state.deactivatedAt === null
      ? raiseTask(failed, TaskKind.FAILED, { note: failure.reason })
      : failed;
  return {
    ...told,
    facts: { ...told.facts, openAtEnd },
    releasesInvoices: facts.state.deactivatedAt === null ? HoldReason.CASE_ENDED : null,
  };
}

/** Its collector is asked to let go of it. */
export function withdrawalAsked(decision: CaseDecision, occasion: Occasion, reason: string): CaseDecision {
  const asked = advanceCase(decision, CaseEvent.WITHDRAWAL_ASKED, occasion, { withdrawalAsked: true });
  const about = { kind: InstructionKind.WITHDRAWAL, reason } as const;
  return { ...asked, instructions: [...asked.instructions, { about }] };
}

/** Deactivation takes effect: permanent, out of the debtor's view, and its invoices blocked where they are open. */
export function deactivated(decision: CaseDecision, occasion: Occasion): CaseDecision {
  const { facts } = decision;
  const hadInvoices = decision.releasesInvoices !== null || isActive(facts.state.state);
  const openAtEnd = isActive(facts.state.state) ? openOfCase(facts, occasion.on) : facts.openAtEnd;
  const done = advanceCase(caseOver(decision), CaseEvent.DEACTIVATED, occasion, {
    deactivatedAt: occasion.at,
    deactivationAsked: false,
  });
  return {
    ...done,
    facts: { ...done.facts, openAtEnd },
    releasesInvoices: hadInvoices ? HoldReason.CASE_DEACTIVATED : null,
  };
}

const UNDER_WAY: readonly CaseState[] = [
  CaseState.PREPARING,
  CaseState.REVIEWING,
  CaseState.PENDING,
  CaseState.PROCESSING,
];

function isActive(state: CaseState): boolean {
  return UNDER_WAY.includes(state);
}
