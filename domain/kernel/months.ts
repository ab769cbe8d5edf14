import { type Day, dayFrom, formatDay } from './day.ts';

/** That many calendar months later, on the same day of the month or the month's last: 31 August + 6 is 28 February. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, dayOfMonth = 1] = formatDay(day).split('-').map(Number);
  const count = year * 12 + (month - 1) + months;
  const [inYear, inMonth] = [Math.floor(count / 12), (count % 12) + 1];
  for (let last = dayOfMonth; last > 28; last--) {
    const found = dayFrom(inYear, inMonth, last);
    if (found !== undefined) return found;
  }
  return dayFrom(inYear, inMonth, Math.min(dayOfMonth, 28)) as Day;
}
