import type { Day, Instant, MinuteOfDay } from './day.ts';

/**
 * What the rules need to know of a creditor's calendar: its time zone and its holidays.
 *
 * Implemented in calendar/ over luxon and date-holidays; the rules themselves know neither.
 */
export interface Calendar {
  /** The local day that an instant falls on in the creditor's zone. */
  dayOf(instant: Instant): Day;
  /**
   * The instant of a local time on that day. A time that does not exist (spring forward) moves to the first
   * instant that does; one that happens twice (fall back) means the first.
   */
  instantOf(day: Day, minute: MinuteOfDay): Instant;
  /** True on the holidays of the creditor, on whatever day of the week they fall. */
  isHoliday(day: Day): boolean;
  /** True on Monday to Friday when the day is no holiday of the creditor. */
  isWorkingDay(day: Day): boolean;
}
