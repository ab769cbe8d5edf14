import type { Calendar } from '../kernel/calendar.ts';
import type { CustomerKind } from '../kernel/customer-kind.ts';
import { type Day, formatDay } from '../kernel/day.ts';
import { CostsAfter, CostsWith, costsLaw } from './costs-law.ts';
import { fourteenDays } from './fourteen-day-letter.ts';
import { lastDayOfReminderTerm, type SentLetter } from './sent-letter.ts';

interface Dunned {
  readonly country: string;
  readonly kind: CustomerKind;
  /** The local day on which costs would be booked. */
  readonly on: Day;
  /** The first letter of the invoice; null while there was none. */
  readonly firstReminder: SentLetter | null;
  /** The last delivered notice; null while there was none. */
  readonly notice: SentLetter | null;
  readonly calendar: Calendar;
}

/** Null where costs may be booked that day, else why not yet, in a sentence. */
export function whyNoCostsYet({ country, kind, on, firstReminder, notice, calendar }: Dunned): string | null {
  const after = costsLaw(country, kind)?.after ?? CostsAfter.NOTHING;
  switch (after) {
    case CostsAfter.NOTHING:
      return null;
    case CostsAfter.FOURTEEN_DAY_LETTER: {
      if (notice === null) return 'a consumer owes costs only after a 14-day letter (art. 6:96 lid 6 BW)';
      const { lastFreeDay } = fourteenDays(notice, calendar);
      return on > lastFreeDay
        ? null
        : `the 14 days of the notice run through ${formatDay(lastFreeDay)} (art. 6:96 lid 6 BW)`;
    }
    case CostsAfter.REMINDER_TERM: {
      if (firstReminder === null) return 'a consumer owes costs only after a free reminder (art. XIX.2 CEL)';
      const last = lastDayOfReminderTerm(firstReminder, calendar);
      return on > last
        ? null
        : `the 14 days of the first reminder run through ${formatDay(last)} (art. XIX.2 CEL)`;
    }
    default:
      return after satisfies never;
  }
}

/** With what the costs of such a customer are booked; with the listing where no law says otherwise. */
export function costsWith(country: string, kind: CustomerKind): CostsWith {
  return costsLaw(country, kind)?.with ?? CostsWith.LISTING;
}
