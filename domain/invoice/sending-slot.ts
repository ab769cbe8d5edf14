import type { Day, Instant, MinuteOfDay } from '../kernel/day.ts';
import { fnv1a } from '../kernel/fnv1a.ts';
import { type DaySpan, dayAfterCounting, daysOf, union } from '../kernel/holds.ts';
import { firstWorkingDayFrom } from '../kernel/working-days.ts';
import type { Level, SendingWindow } from './policy.ts';
import type { InvoiceSituation } from './situation.ts';

/** The window's end is kept free for what comes late. */
const KEPT_FREE_MINUTES = 30;

/**
 * The minute of the day at which this invoice's letters go out: spread over the window by a hash of the
 * invoice's identity, so that a server's timers never pile up on one second.
 */
export function minuteFor(creditor: string, number: string, window: SendingWindow): MinuteOfDay {
  const spread = Math.max(1, window.until - window.from - KEPT_FREE_MINUTES);
  return window.from + (fnv1a(`${creditor}/${number}`) % spread);
}

/** The level that comes next on its path; undefined after the last. */
export function nextLevel({ facts, policy }: Pick<InvoiceSituation, 'facts' | 'policy'>): Level | undefined {
  return policy.levels[facts.state.levelsDone];
}

/** A number of days counted from one on, held days left out. */
export interface DayCount {
  readonly from: Day;
  readonly length: number;
  /** Null while a hold without end keeps that day from coming. */
  readonly endsOn: Day | null;
}

function count({ facts, calendar }: InvoiceSituation, from: Day, length: number): DayCount {
  const held = facts.holds.map((hold) => daysOf(hold, calendar));
  return { from, length, endsOn: dayAfterCounting(from, length, held) };
}

/** The days from the due date to the next level; null without a due date. */
export function daysFromDueDate(situation: InvoiceSituation): DayCount | null {
  const { dueOn } = situation.facts;
  const level = nextLevel(situation);
  return dueOn === null || level === undefined ? null : count(situation, dueOn, level.daysAfterDue);
}

/** The gap between the delivery before and the next level; null when none went out before. */
export function daysFromDelivery(situation: InvoiceSituation): DayCount | null {
  const { anchorOn, levelsDone } = situation.facts.state;
  if (anchorOn === null) return null;
  // One level at a time: two letters never go out on one day, whatever the policy's gap.
  const gap = levelsDone === 0 ? 0 : Math.max(1, nextLevel(situation)?.minDaysSincePrevious ?? 0);
  return count(situation, anchorOn, gap);
}

/** The day from which the next level may go out; null without a due date or while a hold has no end. */
export function levelDueOn(situation: InvoiceSituation): Day | null {
  const byDueDate = daysFromDueDate(situation)?.endsOn ?? null;
  const gap = daysFromDelivery(situation);
  if (byDueDate === null || gap === null) return byDueDate;
  return gap.endsOn === null ? null : Math.max(byDueDate, gap.endsOn);
}

/**
 * The first moment from `notBefore` on at which a letter due on `dueOn` may go out: a working day that is not
 * held, inside the window. Null while a hold has no end.
 */
export function sendingSlot(
  { facts, policy, calendar }: InvoiceSituation,
  dueOn: Day,
  notBefore: Instant,
): Instant | null {
  const { sending } = policy;
  const held = union(facts.holds.map((hold) => daysOf(hold, calendar)));
  const minute = minuteFor(facts.creditor, facts.number, sending);
  const firstDay = calendar.dayOf(notBefore);
  let day = Math.max(dueOn, firstDay);
  for (;;) {
    day = firstWorkingDayFrom(calendar, day);
    const hold = spanAround(held, day);
    if (hold !== undefined) {
      if (hold.to === null) return null;
      day = hold.to;
      continue;
    }
    const debitOn = facts.customer.directDebitOn;
    if (debitOn !== null && day <= debitOn) {
      day = debitOn + 1;
      continue;
    }
    if (day === firstDay && notBefore >= calendar.instantOf(day, sending.until)) {
      day += 1;
      continue;
    }
    return Math.max(notBefore, calendar.instantOf(day, minute));
  }
}

function spanAround(spans: readonly DaySpan[], day: Day): DaySpan | undefined {
  return spans.find((span) => span.from <= day && (span.to === null || day < span.to));
}
