import type { Calendar } from '../domain/kernel/calendar.ts';
import { type Day, parseDay, weekdayOf } from '../domain/kernel/day.ts';
import { countryProblem } from './country-code.ts';
import { holidayTable } from './holidays.ts';
import { isTimeZone, zoneNamed } from './zone.ts';

/** What a creditor says of its calendar. */
export interface CalendarSettings {
  /** `NL`, or with its region where holidays differ by region: `DE-BY`, `CH-ZH`. */
  readonly country: string;
  /** IANA name, such as `Europe/Amsterdam`. */
  readonly timeZone: string;
  /** ISO dates the creditor takes as holidays though the country does not, and the reverse. */
  readonly holidays?:
    | { readonly add?: readonly string[] | undefined; readonly remove?: readonly string[] | undefined }
    | undefined;
}

const MS_PER_DAY = 86_400_000;
const SATURDAY = 6;

const calendars = new Map<string, Calendar>();

/**
 * The calendar of a creditor's settings; equal settings give the same calendar, for the life of the process.
 *
 * Throws when {@link calendarProblems} finds something, with all of it in the message.
 */
export function createCalendar(settings: CalendarSettings): Calendar {
  const key = JSON.stringify([settings.country, settings.timeZone, added(settings), removed(settings)]);
  const known = calendars.get(key);
  if (known) return known;
  const problems = calendarProblems(settings);
  if (problems.length > 0) throw new RangeError(problems.join('; '));
  const calendar = build(settings);
  calendars.set(key, calendar);
  return calendar;
}

/** Everything that is wrong with the settings, each with what would be right; empty when they are sound. */
export function calendarProblems(settings: CalendarSettings): string[] {
  const problems: string[] = [];
  const country = countryProblem(settings.country);
  if (country !== undefined) problems.push(country);
  if (!isTimeZone(settings.timeZone)) {
    problems.push(`time zone ${settings.timeZone} is unknown; write one like Europe/Amsterdam`);
  }
  for (const date of new Set([...added(settings), ...removed(settings)])) {
    if (parseDay(date) === undefined) problems.push(`holiday ${date} is no date; write one like 2026-12-24`);
  }
  for (const date of added(settings)) {
    if (removed(settings).includes(date)) problems.push(`holiday ${date} is both added and removed`);
  }
  return problems;
}

function build(settings: CalendarSettings): Calendar {
  const zone = zoneNamed(settings.timeZone);
  const table = holidayTable(settings.country);
  const addedDays = daysOf(added(settings));
  const removedDays = daysOf(removed(settings));
  const isHoliday = (day: Day) =>
    addedDays.has(day) || (table.ofYear(yearOf(day)).has(day) && !removedDays.has(day));
  return {
    dayOf: zone.dayOf,
    instantOf: zone.instantOf,
    isHoliday,
    isWorkingDay: (day) => weekdayOf(day) < SATURDAY && !isHoliday(day),
  };
}

/** In order and once each, so that the same list written another way is the same calendar. */
function added({ holidays }: CalendarSettings): string[] {
  return [...new Set(holidays?.add)].sort();
}

function removed({ holidays }: CalendarSettings): string[] {
  return [...new Set(holidays?.remove)].sort();
}

function daysOf(dates: readonly string[]): ReadonlySet<Day> {
  return new Set(dates.map((date) => parseDay(date)!));
}

function yearOf(day: Day): number {
  return new Date(day * MS_PER_DAY).getUTCFullYear();
}
