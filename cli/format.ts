import type { Calendar } from '../domain/calendar.ts';
import { type Day, formatDay, formatTimeOfDay, type Instant, type MinuteOfDay } from '../domain/day.ts';
import { formatAmount } from '../domain/money.ts';

const LAST_MINUTE = 24 * 60 - 1;

/** A local day, or nothing. */
export function dayText(day: Day | null | undefined): string {
  return day === null || day === undefined ? '' : formatDay(day);
}

/** The local day and time of a moment in the creditor's zone. */
export function momentText(at: Instant, calendar: Calendar): string {
  const day = calendar.dayOf(at);
  return `${formatDay(day)} ${formatTimeOfDay(minuteOf(at, day, calendar))}`;
}

/** What a clock on the wall shows: the last minute of the day that has begun. */
function minuteOf(at: Instant, day: Day, calendar: Calendar): MinuteOfDay {
  let low = 0;
  let high = LAST_MINUTE;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (calendar.instantOf(day, middle) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** An amount with its currency, for sentences. */
export function money(minor: number, currency: string): string {
  return `${formatAmount(minor, currency)} ${currency}`;
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
