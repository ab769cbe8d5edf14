import type { Calendar } from '../kernel/calendar.ts';
import type { Day } from '../kernel/day.ts';
import { addWorkingDays } from '../kernel/working-days.ts';

/** A letter that left, as far as the law asks when it arrived. */
export interface SentLetter {
  /** The local day on which it was handed over. */
  readonly on: Day;
  /** False for what arrives on the day it is sent, such as an e-mail. */
  readonly isByPost: boolean;
}

/** Belgian consumers pay neither interest nor costs before this term of their first reminder is over. */
const REMINDER_TERM_DAYS = 14;

/** The day on which it counts as arrived: a letter by post on the third working day, anything else at once. */
export function arrivedOn({ on, isByPost }: SentLetter, calendar: Calendar): Day {
  return isByPost ? addWorkingDays(calendar, on, 3) : on;
}

/**
 * The last of the 14 days of a Belgian first reminder, of which the first is the third working day after it was
 * posted, or the calendar day after it was sent in another way (art. XIX.2 CEL).
 */
export function lastDayOfReminderTerm(letter: SentLetter, calendar: Calendar): Day {
  const first = letter.isByPost ? arrivedOn(letter, calendar) : letter.on + 1;
  return first + REMINDER_TERM_DAYS - 1;
}
