import { shownNeeds } from '../../contracts/actor.ts';
import type { InvoicePlan } from '../../contracts/invoice.ts';
import type { InvoiceChange, InvoiceRow } from '../../db/invoice/invoices.ts';
import type { InvoiceFacts } from '../../domain/invoice/facts.ts';
import { closesOn, keptBackBy, nextStep, transfersOn } from '../../domain/invoice/next-step.ts';
import type { Obstacle } from '../../domain/invoice/plan.ts';
import { Because, type Plan, Step } from '../../domain/invoice/plan.ts';
import type { Policy } from '../../domain/invoice/policy.ts';
import type { InvoiceSituation } from '../../domain/invoice/situation.ts';
import { isHeld, openOn, transferModeOf } from '../../domain/invoice/transfer-run.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import { type Day, formatDay, type Instant } from '../../domain/kernel/day.ts';
import { needsOf } from '../../domain/tasks/task.ts';

/** A decision with everything that lists, filters and workflows show of it. */
export interface Decided {
  readonly plan: Plan;
  readonly facts: InvoiceFacts;
  readonly policy: Policy;
  readonly held: boolean;
  /** What keeps the next letter or transfer back though its moment has come. */
  readonly keptBackBy: Obstacle | null;
  readonly closesOn: Day | null;
  readonly transfersOn: Day | null;
  readonly asOf: Instant;
}

/** Decides what comes next, together with what is shown beside it. */
export function decide(situation: InvoiceSituation): Decided {
  const { facts, policy, asOf } = situation;
  return {
    plan: nextStep(situation),
    facts,
    policy,
    held: isHeld(situation),
    keptBackBy: keptBackBy(situation),
    closesOn: closesOn(situation),
    transfersOn: transfersOn(situation),
    asOf,
  };
}

/** The columns that a decision fills. */
export function columnsOf(decided: Decided, calendar: Calendar): InvoiceChange {
  const { facts, plan } = decided;
  return {
    state: facts.state,
    plan,
    decidedAt: decided.asOf,
    held: decided.held,
    keptBackBy: decided.keptBackBy,
    closesOn: decided.closesOn,
    transfersOn: decided.transfersOn,
    open: openOn(facts, calendar.dayOf(decided.asOf)),
    dueOn: facts.dueOn,
  };
}

/** What a workflow gets to know: codes and dates only. */
export function planOf(decided: Decided, version: number): InvoicePlan {
  const { facts, plan, policy } = decided;
  const { state } = facts;
  const sends = plan.step === Step.SEND_REMINDER || plan.step === Step.SEND_NOTICE;
  const level = sends ? policy.levels[state.levelsDone]?.name : undefined;
  return {
    step: plan.step,
    at: plan.at,
    because: plan.because,
    stage: state.stage,
    mode: transferModeOf(facts, policy),
    held: decided.held,
    approved: state.approvedAt !== null,
    ...shownNeeds(needsOf(facts.tasks)),
    version,
    ...(level === undefined ? {} : { level }),
    ...(state.noticeDueOn === null ? {} : { noticeDueOn: formatDay(state.noticeDueOn) }),
    ...(state.listedOn === null ? {} : { listedOn: formatDay(state.listedOn) }),
    ...(decided.closesOn === null ? {} : { closesOn: formatDay(decided.closesOn) }),
    ...(state.closeReason === null ? {} : { closeReason: state.closeReason }),
  };
}

/** The plan as it stands in the invoice's row, without deciding anything. */
export function planInRow(row: InvoiceRow, policy: Policy): InvoicePlan {
  const sends = row.nextStep === Step.SEND_REMINDER || row.nextStep === Step.SEND_NOTICE;
  const level = sends ? policy.levels[row.levelsDone]?.name : undefined;
  return {
    step: row.nextStep as Step,
    at: row.nextAt,
    because: (row.because as Because) ?? Because.NEEDS_ATTENTION,
    stage: row.stage as InvoicePlan['stage'],
    mode: (row.fixedMode ?? row.ownTransferMode ?? policy.transfer.mode) as InvoicePlan['mode'],
    held: row.held,
    approved: row.approvedAt !== null,
    ...shownNeeds(row),
    version: row.version,
    ...(level === undefined ? {} : { level }),
    ...(row.noticeDueOn === null ? {} : { noticeDueOn: formatDay(row.noticeDueOn) }),
    ...(row.listedOn === null ? {} : { listedOn: formatDay(row.listedOn) }),
    ...(row.closesOn === null ? {} : { closesOn: formatDay(row.closesOn) }),
  };
}
