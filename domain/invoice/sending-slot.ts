import type { Calendar } from '../kernel/calendar.ts';
import type { Day, Instant, MinuteOfDay } from '../kernel/day.ts';
import { type DaySpan, dayAfterCounting, daysOf, union } from '../kernel/holds.ts';
import { firstWorkingDayFrom } from '../kernel/working-days.ts';
import type { InvoiceFacts } from './facts.ts';
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

/** FNV-1a, 32 bits: small, stable for ever, and spreads short strings well. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash;
}

/**
 * The day a level is due: `daysAfterDue` from the due date and, from the second level on, its gap from the
 * delivery before, held days not counted. Null without a due date or while a hold has no end.
 */
export function levelDueOn(facts: InvoiceFacts, level: Level, calendar: Calendar): Day | null {
  if (facts.dueOn === null) return null;
  const held = facts.holds.map((hold) => daysOf(hold, calendar));
  const byDueDate = dayAfterCounting(facts.dueOn, level.daysAfterDue, held);
  if (byDueDate === null || facts.state.anchorOn === null) return byDueDate;
  // One level at a time: two letters never go out on one day, whatever the policy's gap.
  const gap = facts.state.levelsDone === 0 ? 0 : Math.max(1, level.minDaysSincePrevious ?? 0);
  const byGap = dayAfterCounting(facts.state.anchorOn, gap, held);
  return byGap === null ? null : Math.max(byDueDate, byGap);
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
