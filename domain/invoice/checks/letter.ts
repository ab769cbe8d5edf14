import { checklist, Elsewhere } from '../../kernel/check.ts';
import { formatDay, formatTimeOfDay, type Instant } from '../../kernel/day.ts';
import { firstWorkingDayFrom } from '../../kernel/working-days.ts';
import { Because, Step } from '../plan.ts';
import { LevelKind } from '../policy.ts';
import {
  type DayCount,
  daysFromDelivery,
  daysFromDueDate,
  levelDueOn,
  minuteFor,
  nextLevel,
  sendingSlot,
} from '../sending-slot.ts';
import type { InvoiceSituation } from '../situation.ts';
import { type Ahead, type InvoiceCheck, Rule } from './check.ts';
import { notHeld } from './path.ts';
import { BEFORE_IT_LEAVES, CUSTOMER, dueDate, minimumAmount, restUndisputed } from './sending.ts';

const levelLeft: InvoiceCheck = {
  rule: Rule.LEVEL_LEFT,
  passes: (situation) => nextLevel(situation) !== undefined,
  ifPassed: (situation) => {
    const { facts, policy } = situation;
    const place = `${facts.state.levelsDone + 1} of ${policy.levels.length}`;
    return `Next is level ${nextLevel(situation)?.name} (${place}).`;
  },
  ifFailed: 'The policy has no further level.',
  stops: Because.NO_LEVEL_LEFT,
};

/** A letter goes out once a pause is over: its moment is reckoned with it. */
const pauseOver: InvoiceCheck = {
  rule: notHeld.rule,
  decided: Elsewhere.MOMENT,
  passes: notHeld.passes,
  ifPassed: notHeld.ifPassed,
  ifFailed: notHeld.ifFailed,
};

/** So many days must have passed since one; `without` that day it is as said there. */
function daysPassed(
  rule: Rule,
  countOf: (situation: InvoiceSituation) => DayCount | null,
  since: string,
  without: { readonly passes: boolean; readonly says: string },
): InvoiceCheck {
  const says = (situation: InvoiceSituation) => {
    const count = countOf(situation);
    if (count === null) return without.says;
    const { from, length, endsOn } = count;
    const asked = `Level ${nextLevel(situation)?.name} comes ${days(length)} after ${since}${formatDay(from)}`;
    if (endsOn === null) return `${asked}; a pause without end keeps that day from coming.`;
    const held = endsOn - from - length;
    const notCounted = held > 0 ? `, ${days(held)} of pause not counted` : '';
    return `${asked}${notCounted}: on ${formatDay(endsOn)} at the earliest.`;
  };
  const passes = (situation: InvoiceSituation) => {
    const count = countOf(situation);
    return count === null ? without.passes : count.endsOn !== null && count.endsOn <= situation.today;
  };
  return { rule, decided: Elsewhere.MOMENT, passes, ifPassed: says, ifFailed: says };
}

function days(n: number): string {
  return n === 1 ? '1 day' : `${n} days`;
}

const daysAfterDue = daysPassed(Rule.DAYS_AFTER_DUE, daysFromDueDate, 'the due date ', {
  passes: false,
  says: 'Without a due date no day can be counted from it.',
});

const gap = daysPassed(Rule.GAP, daysFromDelivery, '', {
  passes: true,
  says: 'No level went out before it: there is no gap to keep.',
});

const workingDay: InvoiceCheck = {
  rule: Rule.WORKING_DAY,
  decided: Elsewhere.MOMENT,
  passes: ({ calendar, today }) => calendar.isWorkingDay(today),
  ifPassed: ({ today }) => `${formatDay(today)} is a working day.`,
  ifFailed: ({ calendar, today }) =>
    `${formatDay(today)} is no working day; the next is ${formatDay(firstWorkingDayFrom(calendar, today))}.`,
};

function isWindowOver({ policy, calendar, asOf, today }: InvoiceSituation): boolean {
  return asOf >= calendar.instantOf(today, policy.sending.until);
}

function windowInWords({ facts, policy: { sending } }: InvoiceSituation) {
  const hours = `Letters go out from ${formatTimeOfDay(sending.from)} to ${formatTimeOfDay(sending.until)}`;
  const minute = minuteFor(facts.creditor, facts.number, sending);
  return { hours, own: `this one from ${formatTimeOfDay(minute)} on` };
}

const sendingWindow: InvoiceCheck = {
  rule: Rule.SENDING_WINDOW,
  decided: Elsewhere.MOMENT,
  passes: (situation) => {
    const { facts, policy, calendar, asOf, today } = situation;
    const minute = minuteFor(facts.creditor, facts.number, policy.sending);
    return asOf >= calendar.instantOf(today, minute) && !isWindowOver(situation);
  },
  ifPassed: (situation) => {
    const { hours, own } = windowInWords(situation);
    return `${hours}, ${own}.`;
  },
  ifFailed: (situation) => {
    const { hours, own } = windowInWords(situation);
    return isWindowOver(situation)
      ? `${hours}: that is over for ${formatDay(situation.today)}.`
      : `${hours}, ${own}: that is still to come.`;
  },
};

/** The next reminder or the notice, at the first moment at which it may go out. */
export const LETTER: Ahead = {
  // Whoever is not to be written to is not written to, whatever else the letter waits for.
  checks: checklist(
    [
      ...[levelLeft, restUndisputed, minimumAmount, dueDate, daysAfterDue, gap, pauseOver],
      ...[...CUSTOMER, ...BEFORE_IT_LEAVES, workingDay, sendingWindow],
    ],
    CUSTOMER,
  ),
  isClaim: false,
  step: (situation) => ({
    step: nextLevel(situation)?.kind === LevelKind.notice ? Step.SEND_NOTICE : Step.SEND_REMINDER,
    at: slotFrom(situation, situation.asOf),
    because: Because.LEVEL_DUE,
  }),
  nextTry: (situation) => slotFrom(situation, situation.calendar.instantOf(situation.today + 1, 0)),
};

function slotFrom(situation: InvoiceSituation, notBefore: Instant): Instant | null {
  const dueOn = levelDueOn(situation);
  return dueOn === null ? null : sendingSlot(situation, dueOn, notBefore);
}

/** The path has no further level. */
export const NO_LETTER_LEFT: Ahead = {
  ...LETTER,
  checks: checklist(
    [
      ...[levelLeft, minimumAmount, dueDate, notHeld],
      ...[...CUSTOMER, ...BEFORE_IT_LEAVES, workingDay, sendingWindow],
    ],
    [notHeld],
  ),
};
