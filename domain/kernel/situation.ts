import type { Calendar } from './calendar.ts';
import type { Day, Instant } from './day.ts';

/** A moment in the days of a creditor. */
export interface Moment {
  readonly calendar: Calendar;
  readonly asOf: Instant;
  /** The local day of `asOf`. */
  readonly today: Day;
}

/** What is decided on: all that is known of a subject, as of a moment. */
export interface Situation<Facts> extends Moment {
  readonly facts: Facts;
}

/** What is known, as of that moment. */
export function situation<Known extends Pick<Moment, 'calendar'>>(
  known: Known,
  asOf: Instant,
): Known & Moment {
  // Spreading into a longer object takes longer than most decisions.
  return Object.assign({}, known, { asOf, today: known.calendar.dayOf(asOf) });
}
