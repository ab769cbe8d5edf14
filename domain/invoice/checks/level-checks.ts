import { formatDay, formatTimeOfDay } from '../../kernel/day.ts';
import { dayAfterCounting, daysOf } from '../../kernel/holds.ts';
import { firstWorkingDayFrom } from '../../kernel/working-days.ts';
import type { Level } from '../policy.ts';
import { minuteFor } from '../sending-slot.ts';
import { type Check, check, days, Rule, type ToExplain } from './check.ts';
import {
  creditMatched,
  customerAccepts,
  customerActive,
  dueDate,
  ledgerFresh,
  minimumAmount,
  noDirectDebit,
  notHeld,
} from './common-checks.ts';

/** What stands before the next reminder or the notice. */
export function levelChecks(situation: ToExplain): Check[] {
  const { facts, policy } = situation;
  const level = policy.levels[facts.state.levelsDone];
  return [
    levelLeft(situation, level),
    minimumAmount(situation),
    dueDate(situation),
    ...(level === undefined ? [] : [daysAfterDue(situation, level), gap(situation, level)]),
    notHeld(situation),
    customerAccepts(situation),
    customerActive(situation),
    noDirectDebit(situation),
    ledgerFresh(situation),
    creditMatched(situation),
    workingDay(situation),
    sendingWindow(situation),
  ];
}

function levelLeft({ facts, policy }: ToExplain, level: Level | undefined): Check {
  const place = `${facts.state.levelsDone + 1} of ${policy.levels.length}`;
  return check(
    Rule.LEVEL_LEFT,
    level !== undefined,
    `Next is level ${level?.name ?? ''} (${place}).`,
    'The policy has no further level.',
  );
}

function daysAfterDue(situation: ToExplain, level: Level): Check {
  const { facts } = situation;
  const rule = Rule.DAYS_AFTER_DUE;
  if (facts.dueOn === null)
    return { rule, passes: false, says: 'Without a due date no day can be counted from it.' };
  const since = `the due date ${formatDay(facts.dueOn)}`;
  return counted(situation, rule, level, level.daysAfterDue, facts.dueOn, since);
}

function gap(situation: ToExplain, level: Level): Check {
  const { state } = situation.facts;
  const rule = Rule.GAP;
  if (state.anchorOn === null) {
    return { rule, passes: true, says: 'No level went out before it: there is no gap to keep.' };
  }
  // The same gap as in levelDueOn: two letters never go out on one day.
  const length = state.levelsDone === 0 ? 0 : Math.max(1, level.minDaysSincePrevious ?? 0);
  return counted(situation, rule, level, length, state.anchorOn, formatDay(state.anchorOn));
}

/** A number of days since a day, held ones not counted. */
function counted(
  { facts, calendar, today }: ToExplain,
  rule: Rule,
  level: Level,
  length: number,
  from: number,
  fromWords: string,
): Check {
  const held = facts.holds.map((hold) => daysOf(hold, calendar));
  const on = dayAfterCounting(from, length, held);
  const asked = `Level ${level.name} comes ${days(length)} after ${fromWords}`;
  if (on === null)
    return { rule, passes: false, says: `${asked}; a pause without end keeps that day from coming.` };
  const heldDays = on - from - length;
  const notCounted = heldDays > 0 ? `, ${days(heldDays)} of pause not counted` : '';
  return { rule, passes: on <= today, says: `${asked}${notCounted}: on ${formatDay(on)} at the earliest.` };
}

function workingDay({ calendar, today }: ToExplain): Check {
  const next = firstWorkingDayFrom(calendar, today);
  return check(
    Rule.WORKING_DAY,
    next === today,
    `${formatDay(today)} is a working day.`,
    `${formatDay(today)} is no working day; the next is ${formatDay(next)}.`,
  );
}

function sendingWindow({ facts, policy, calendar, asOf, today }: ToExplain): Check {
  const { sending } = policy;
  const minute = minuteFor(facts.creditor, facts.number, sending);
  const hours = `Letters go out from ${formatTimeOfDay(sending.from)} to ${formatTimeOfDay(sending.until)}`;
  const own = `this one from ${formatTimeOfDay(minute)} on`;
  const isOver = asOf >= calendar.instantOf(today, sending.until);
  const hasBegun = asOf >= calendar.instantOf(today, minute);
  return check(
    Rule.SENDING_WINDOW,
    hasBegun && !isOver,
    `${hours}, ${own}.`,
    isOver ? `${hours}: that is over for ${formatDay(today)}.` : `${hours}, ${own}: that is still to come.`,
  );
}
