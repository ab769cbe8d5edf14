import type { Calendar } from './calendar.ts';
import type { Day, Instant, MinuteOfDay } from './day.ts';

/** A working day, and the instant of the asked-for time of day on it. */
export interface Run {
  readonly day: Day;
  readonly at: Instant;
}

/**
 * Longer than any run of days off a real calendar can have. A creditor's own list can make every day a
 * holiday, and a search for a day that never comes must end in an error instead of hanging a decision.
 */
const LONGEST_SEARCH_DAYS = 400;

/** The first working day at or after `day`: the day itself when it is one, never an earlier one. */
export function firstWorkingDayFrom(calendar: Calendar, day: Day): Day {
  for (let candidate = day; candidate <= day + LONGEST_SEARCH_DAYS; candidate++) {
    if (calendar.isWorkingDay(candidate)) return candidate;
  }
  throw new RangeError(
    `no working day within ${LONGEST_SEARCH_DAYS} days: the creditor's list of holidays leaves none`,
  );
}

/**
 * The nth working day after `day`; `day` itself is day 0 and is never counted, working day or not.
 *
 * So from a Friday, 1 is Monday, and from the Saturday after it, 1 is that same Monday.
 */
export function addWorkingDays(calendar: Calendar, day: Day, n: number): Day {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`cannot count ${n} working days: 1 is the least`);
  let reached = day;
  for (let counted = 0; counted < n; counted++) reached = firstWorkingDayFrom(calendar, reached + 1);
  return reached;
}

/** The first working day whose `minuteOfDay` is not yet past at `instant`, and the instant it falls on. */
export function firstRunAtOrAfter(calendar: Calendar, instant: Instant, minuteOfDay: MinuteOfDay): Run {
  // One day early: where the clock skips midnight, a time of the day before can fall on this day's first instant.
  let day = firstWorkingDayFrom(calendar, calendar.dayOf(instant) - 1);
  let at = calendar.instantOf(day, minuteOfDay);
  while (at < instant) {
    day = firstWorkingDayFrom(calendar, day + 1);
    at = calendar.instantOf(day, minuteOfDay);
  }
  return { day, at };
}
