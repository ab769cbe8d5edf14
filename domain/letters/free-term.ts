import { type Day, weekdayOf } from '../kernel/day.ts';

/** True on the holidays of a country, whatever day of the week they fall on. */
export type IsHoliday = (day: Day) => boolean;

const SATURDAY = 6;
const SUNDAY = 7;
const MONDAY = 1;
const FREE_DAYS = 14;

/**
 * NL: the day on which a letter on paper counts as delivered, the second after it was sent. Sundays, Mondays and
 * holidays do not count, neither in between nor as that day (HR 25-11-2016, ECLI:NL:HR:2016:2704).
 */
export function presumedDelivery(isHoliday: IsHoliday, sentOn: Day): Day {
  const counts = (day: Day) => weekdayOf(day) !== SUNDAY && weekdayOf(day) !== MONDAY && !isHoliday(day);
  return nth(2, sentOn, counts);
}

/** NL: the last day on which a consumer pays without costs: fourteen days from the day after delivery. */
export function lastFreeDayInNl(isHoliday: IsHoliday, sentOn: Day, isByPost: boolean): Day {
  return (isByPost ? presumedDelivery(isHoliday, sentOn) : sentOn) + FREE_DAYS;
}

/**
 * BE: the last of the fourteen calendar days that a first reminder leaves a consumer. The first of them is the third
 * working day after a letter was sent, and the day after an e-mail was.
 */
export function lastFreeDayInBe(isHoliday: IsHoliday, sentOn: Day, isByPost: boolean): Day {
  const isWorkingDay = (day: Day) => weekdayOf(day) < SATURDAY && !isHoliday(day);
  const firstDay = isByPost ? nth(3, sentOn, isWorkingDay) : sentOn + 1;
  return firstDay + FREE_DAYS - 1;
}

function nth(n: number, after: Day, counts: (day: Day) => boolean): Day {
  let day = after;
  for (let counted = 0; counted < n; ) {
    day += 1;
    if (counts(day)) counted += 1;
  }
  return day;
}

/** The most days from sending to the last free one, of all letters sent on working days between two days. */
export function longestTerm(
  lastFreeDay: (isHoliday: IsHoliday, sentOn: Day, isByPost: boolean) => Day,
  isHoliday: IsHoliday,
  from: Day,
  until: Day,
): number {
  let longest = 0;
  for (let day = from; day < until; day++) {
    if (weekdayOf(day) >= SATURDAY || isHoliday(day)) continue;
    longest = Math.max(longest, lastFreeDay(isHoliday, day, true) - day);
  }
  return longest;
}
