import type { Calendar } from '../kernel/calendar.ts';
import type { Day, Instant } from '../kernel/day.ts';
import { raiseTask, TaskKind } from '../tasks/task.ts';
import { noticeDeadline } from './back-on-the-path.ts';
import { advance, type Decision } from './decision.ts';
import { ENGINE, InvoiceEvent, type Occasion } from './machine.ts';
import { closesOn } from './next-step.ts';
import { letterSettled, pathOver } from './outdated-tasks.ts';
import { Because, type Plan } from './plan.ts';
import { type Level, LevelKind, type Policy } from './policy.ts';
import { isHeld, transferModeOf } from './transfer-run.ts';

function byEngine(calendar: Calendar, asOf: Instant): Occasion {
  return { at: asOf, on: calendar.dayOf(asOf), by: ENGINE };
}

/** A level reached the debtor on that day: the next gap, and for a notice the deadline, count from it. */
export function levelDelivered(
  decision: Decision,
  policy: Policy,
  calendar: Calendar,
  level: Level,
  deliveredOn: Day,
  asOf: Instant,
): Decision {
  const occasion: Occasion = { at: asOf, on: deliveredOn, by: ENGINE, level: level.name };
  const levelsDone = policy.levels.indexOf(level) + 1;
  if (level.kind === LevelKind.reminder) {
    return advance(decision, InvoiceEvent.REMINDER_DELIVERED, occasion, {
      levelsDone,
      anchorOn: deliveredOn,
    });
  }
  return advance(letterSettled(decision), InvoiceEvent.NOTICE_DELIVERED, occasion, {
    levelsDone,
    anchorOn: deliveredOn,
    noticeDeliveredOn: deliveredOn,
    noticeDueOn: noticeDeadline(policy, calendar, deliveredOn),
    claimSince: asOf,
    clockCarriedFrom: null,
  });
}

/** The claim goes on the debt collection list; its transfer mode is fixed from here on. */
export function listed(decision: Decision, policy: Policy, calendar: Calendar, asOf: Instant): Decision {
  return advance(decision, InvoiceEvent.LISTED, byEngine(calendar, asOf), {
    listedOn: calendar.dayOf(asOf),
    fixedMode: transferModeOf(decision.facts, policy),
  });
}

export function transferred(decision: Decision, calendar: Calendar, asOf: Instant): Decision {
  return advance(pathOver(decision), InvoiceEvent.TRANSFERRED, byEngine(calendar, asOf), {
    transferredOn: calendar.dayOf(asOf),
  });
}

export function expired(decision: Decision, calendar: Calendar, asOf: Instant): Decision {
  return advance(pathOver(decision), InvoiceEvent.EXPIRED, byEngine(calendar, asOf), {
    closedOn: calendar.dayOf(asOf),
    closeReason: 'EXPIRED_60_DAYS',
  });
}

/** Mode 10: the amount did not permit the transfer at its run. A person decides; the clock starts. */
function runMissed(decision: Decision, calendar: Calendar, asOf: Instant): Decision {
  const missed = advance(decision, InvoiceEvent.RUN_MISSED, byEngine(calendar, asOf), {
    missedRunOn: calendar.dayOf(asOf),
    fixedMode: 10,
  });
  return raiseTask(missed, TaskKind.ONLY_COSTS_OR_BELOW_MINIMUM);
}

/** The operator was told on which day the claim will close. */
function closingAnnounced(decision: Decision, calendar: Calendar, closesOn: Day, asOf: Instant): Decision {
  const announced = advance(decision, InvoiceEvent.CLOSING_ANNOUNCED, byEngine(calendar, asOf), {
    warnedFor: closesOn,
  });
  return raiseTask(announced, TaskKind.CLOSES_SOON);
}

/** Says what a person has to look at: a missed run or a closing in seven days. */
export function review(
  plan: Plan,
  decision: Decision,
  policy: Policy,
  calendar: Calendar,
  asOf: Instant,
): Decision {
  if (plan.because === Because.RUN_MISSED) return runMissed(decision, calendar, asOf);
  const day = closesOn({ facts: decision.facts, policy, calendar, asOf });
  return day === null ? decision : closingAnnounced(decision, calendar, day, asOf);
}

/** Approval of a rehearsal: given at the instant of listing, where the rules allow it. */
export function approveIfPossible(decision: Decision, calendar: Calendar, asOf: Instant): Decision {
  const { state } = decision.facts;
  if (state.fixedMode !== 30 || isHeld(decision.facts, calendar, asOf)) return decision;
  const occasion = { at: asOf, on: calendar.dayOf(asOf), by: 'rehearsal' };
  return advance(decision, InvoiceEvent.APPROVED, occasion, { approvedAt: asOf, approvedBy: 'rehearsal' });
}
