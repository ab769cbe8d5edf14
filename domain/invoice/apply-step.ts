import type { Day } from '../kernel/day.ts';
import { byEngine, ENGINE } from '../kernel/machine.ts';
import type { Moment } from '../kernel/situation.ts';
import { raiseTask, TaskKind } from '../tasks/task.ts';
import { noticeDeadline } from './back-on-the-path.ts';
import { advance, type Decision } from './decision.ts';
import { InvoiceEvent } from './machine.ts';
import { closesOn } from './next-step.ts';
import { letterSettled, pathOver } from './outdated-tasks.ts';
import { Because, type Plan } from './plan.ts';
import { type Level, LevelKind } from './policy.ts';
import type { InvoiceMoment } from './situation.ts';
import { CloseReason } from './stage.ts';
import { isHeld, transferModeOf } from './transfer-run.ts';

/** A level reached the debtor on that day: the next gap, and for a notice the deadline, count from it. */
export function levelDelivered(
  before: Decision,
  { policy, calendar, asOf }: InvoiceMoment,
  level: Level,
  deliveredOn: Day,
): Decision {
  const decision = policy.charges === undefined ? before : letterSent(before, level, deliveredOn);
  const occasion = { at: asOf, on: deliveredOn, by: ENGINE, level: level.name };
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

/** For what follows in the same run of a simulation; else the letters are read with how they were sent. */
function letterSent(decision: Decision, { name, kind }: Level, on: Day): Decision {
  const { facts } = decision;
  const letter = { level: name, kind, round: facts.state.round, on, isByPost: false };
  return { ...decision, facts: { ...facts, letters: [...(facts.letters ?? []), letter] } };
}

/** The claim goes on the debt collection list; its transfer mode is fixed from here on. */
export function listed(decision: Decision, moment: InvoiceMoment): Decision {
  return advance(decision, InvoiceEvent.LISTED, byEngine(moment), {
    listedOn: moment.today,
    fixedMode: transferModeOf(decision.facts, moment.policy),
  });
}

export function transferred(decision: Decision, moment: Moment): Decision {
  return advance(pathOver(decision), InvoiceEvent.TRANSFERRED, byEngine(moment), {
    transferredOn: moment.today,
  });
}

export function expired(decision: Decision, moment: Moment): Decision {
  return advance(pathOver(decision), InvoiceEvent.EXPIRED, byEngine(moment), {
    closedOn: moment.today,
    closeReason: CloseReason.EXPIRED_60_DAYS,
  });
}

/** Mode 10: the amount did not permit the transfer at its run. A person decides; the clock starts. */
function runMissed(decision: Decision, moment: Moment): Decision {
  const missed = advance(decision, InvoiceEvent.RUN_MISSED, byEngine(moment), {
    missedRunOn: moment.today,
    fixedMode: 10,
  });
  return raiseTask(missed, TaskKind.ONLY_COSTS_OR_BELOW_MINIMUM);
}

/** The operator was told on which day the claim will close. */
function closingAnnounced(decision: Decision, closesOn: Day, moment: Moment): Decision {
  const announced = advance(decision, InvoiceEvent.CLOSING_ANNOUNCED, byEngine(moment), {
    warnedFor: closesOn,
  });
  return raiseTask(announced, TaskKind.CLOSES_SOON);
}

/** Says what a person has to look at: a missed run or a closing in seven days. */
export function review(plan: Pick<Plan, 'because'>, decision: Decision, moment: InvoiceMoment): Decision {
  if (plan.because === Because.RUN_MISSED) return runMissed(decision, moment);
  const day = closesOn({ ...moment, facts: decision.facts });
  return day === null ? decision : closingAnnounced(decision, day, moment);
}

/** Approval of a rehearsal: given at the instant of listing, where the rules allow it. */
export function approveIfPossible(decision: Decision, moment: Moment): Decision {
  const { state } = decision.facts;
  if (state.fixedMode !== 30 || isHeld({ ...moment, facts: decision.facts })) return decision;
  const { asOf, today } = moment;
  const occasion = { at: asOf, on: today, by: 'rehearsal' };
  return advance(decision, InvoiceEvent.APPROVED, occasion, { approvedAt: asOf, approvedBy: 'rehearsal' });
}
