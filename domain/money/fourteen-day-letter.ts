import type { Calendar } from '../kernel/calendar.ts';
import { type Day, weekdayOf } from '../kernel/day.ts';
import { firstWorkingDayFrom } from '../kernel/working-days.ts';
import type { SentLetter } from './sent-letter.ts';

/** Days of a 14-day letter (art. 6:96 lid 6 BW, HR 25 November 2016, ECLI:NL:HR:2016:2704). */
export interface FourteenDays {
  /** The day on which it is presumed to have arrived. */
  readonly deliveredOn: Day;
  /** The last day on which paying costs nothing. */
  readonly lastFreeDay: Day;
  readonly costsFrom: Day;
}

/** The term of the letter, from the day after it arrived. */
export const FOURTEEN_DAYS = 14;
const SUNDAY = 7;
const MONDAY = 1;

/**
 * The days of a Dutch consumer's 14-day letter. By post it arrives on the second day after sending on which post is
 * delivered: Sundays, Mondays and holidays are none. Sent in another way it arrives at once. The 14 days count from
 * the day after; where the last is no working day, the debtor has until the next.
 */
export function fourteenDays({ on, isByPost }: SentLetter, calendar: Calendar): FourteenDays {
  let deliveredOn = on;
  for (let days = isByPost ? 2 : 0; days > 0; ) {
    deliveredOn += 1;
    if (isPostDelivered(deliveredOn, calendar)) days -= 1;
  }
  const lastFreeDay = firstWorkingDayFrom(calendar, deliveredOn + FOURTEEN_DAYS);
  return { deliveredOn, lastFreeDay, costsFrom: lastFreeDay + 1 };
}

function isPostDelivered(day: Day, calendar: Calendar): boolean {
  const weekday = weekdayOf(day);
  return weekday !== SUNDAY && weekday !== MONDAY && !calendar.isHoliday(day);
}
