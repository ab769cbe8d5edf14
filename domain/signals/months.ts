import { type Day, formatDay } from '../kernel/day.ts';
import { addMonths } from '../kernel/months.ts';
import type { YearWindow } from './settings.ts';

/** A report of that day blocks another through the day before the day that many months later. */
export function blocksUntil(sentOn: Day, months: number): Day {
  return addMonths(sentOn, months);
}

/**
 * The last day whose report blocks no longer on `today`: later ones do. One comparison with it judges any number
 * of reports, because the end of the block never moves back when the report moves on.
 */
export function lastDayNotBlocking(today: Day, months: number): Day {
  // A clamped month's end can be three days early, so the search starts behind every day that may count.
  let day = addMonths(today, -months) + 4;
  while (blocksUntil(day, months) > today) day -= 1;
  return day;
}

/** True from the window's first day up to, not including, the other. */
export function isInWindow(day: Day, window: YearWindow): boolean {
  const date = formatDay(day).slice(5);
  const { from, until } = window;
  return from <= until ? from <= date && date < until : from <= date || date < until;
}
