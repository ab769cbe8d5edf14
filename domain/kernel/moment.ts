import type { Calendar } from './calendar.ts';
import { type Day, formatDay, formatTimeOfDay, type Instant, type MinuteOfDay } from './day.ts';

const LAST_MINUTE = 24 * 60 - 1;

/** The local day and time of a moment in the creditor's zone: `2026-03-01 10:15`. */
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
