import type { Calendar } from '../kernel/calendar.ts';
import type { Day } from '../kernel/day.ts';
import { InterestBegins } from './interest-law.ts';
import { arrivedOn, lastDayOfReminderTerm, type SentLetter } from './sent-letter.ts';

interface Dunned {
  readonly dueOn: Day;
  /** The first letter that asked for payment; null while there was none. */
  readonly firstReminder: SentLetter | null;
  readonly calendar: Calendar;
}

export interface InterestRuns {
  /** The first day that earns interest. */
  readonly from: Day;
  /** The first day on which it may be asked for; later than `from` where it is owed for the time before. */
  readonly claimableOn: Day;
}

/** Without a reminder a German business is in default when 30 days after the due date are over (§ 286 Abs. 3 BGB). */
const DAYS_WITHOUT_REMINDER = 30;

/** Since when interest runs; null while what would start it has not happened. */
export function interestRuns(
  begins: InterestBegins,
  { dueOn, firstReminder, calendar }: Dunned,
): InterestRuns | null {
  const reminded = firstReminder === null ? null : arrivedOn(firstReminder, calendar) + 1;
  switch (begins) {
    case InterestBegins.AFTER_DUE:
      return at(dueOn + 1);
    case InterestBegins.AFTER_REMINDER:
      return reminded === null ? null : at(Math.max(dueOn + 1, reminded));
    case InterestBegins.AFTER_REMINDER_OR_30_DAYS: {
      const without = dueOn + DAYS_WITHOUT_REMINDER + 1;
      return at(reminded === null ? without : Math.max(dueOn + 1, Math.min(without, reminded)));
    }
    case InterestBegins.AFTER_REMINDER_TERM:
      if (firstReminder === null || reminded === null) return null;
      return { from: reminded, claimableOn: lastDayOfReminderTerm(firstReminder, calendar) + 1 };
    default:
      return begins satisfies never;
  }
}

function at(day: Day): InterestRuns {
  return { from: day, claimableOn: day };
}
