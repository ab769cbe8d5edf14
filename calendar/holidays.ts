import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import type { HolidaysTypes } from 'date-holidays';
import { type Day, parseDay } from '../domain/kernel/day.ts';
import { countryParts, countryProblem } from './country-code.ts';
import { swissHolidays } from './swiss-holidays.ts';

/** Days that are no working day in law or custom though date-holidays does not call them `public`. */
interface Extra {
  /** The rule by which date-holidays knows the day, whatever type it gives it. */
  readonly rule: string;
  readonly fromYear?: number;
}

/** By country. Its tests hold that date-holidays lists each of them: a rule it does not know would do nothing. */
export const EXTRAS: Readonly<Record<string, readonly Extra[]>> = {
  // Algemene termijnenwet art. 3 names 5 May among the holidays, in every year since 1990, and equates Good
  // Friday with them; date-holidays types both as `school`.
  NL: [{ rule: 'easter -2' }, { rule: '05-05', fromYear: 1990 }],
  // Lag (1930:173) §2 puts Midsummer Eve, Christmas Eve and New Year's Eve on one footing with Sundays.
  SE: [{ rule: 'friday after 06-19' }, { rule: '12-24' }, { rule: '12-31' }],
  // Laki 150/1930 §5 does the same for Midsummer Eve and Christmas Eve, not for New Year's Eve.
  FI: [{ rule: 'friday after 06-19' }, { rule: '12-24' }],
  // Banks and public offices are closed on Constitution Day and Christmas Eve.
  DK: [{ rule: '06-05' }, { rule: '12-24' }],
};

const MS_PER_HOUR = 3_600_000;

const tables = new Map<string, HolidayTable>();

/** The holidays of one country or region, a year at a time, each year computed once. */
export interface HolidayTable {
  ofYear(year: number): ReadonlySet<Day>;
}

/**
 * The holidays of a supported country code.
 *
 * They are the days date-holidays types as `public` for that country or state, plus the few above; for a Swiss
 * canton those of the federal list, as date-holidays departs from it. A half-day holiday leaves its morning to work
 * and is not counted. Holidays that fall on a weekend are listed too.
 */
export function holidayTable(code: string): HolidayTable {
  const known = tables.get(code);
  if (known) return known;
  const problem = countryProblem(code);
  if (problem !== undefined) throw new RangeError(problem);
  const years = new Map<number, ReadonlySet<Day>>();
  // Asking costs date-holidays milliseconds for every year, so nothing asks it twice.
  const compute = (year: number) => {
    const days = holidaysOf(code, year);
    years.set(year, days);
    return days;
  };
  const table: HolidayTable = { ofYear: (year) => years.get(year) ?? compute(year) };
  tables.set(code, table);
  return table;
}

function holidaysOf(code: string, year: number): ReadonlySet<Day> {
  const { country, region } = countryParts(code);
  const [state, community] = region?.split('-') ?? [];
  const extras = (EXTRAS[country] ?? []).filter(({ fromYear }) => fromYear === undefined || year >= fromYear);
  const entries = readYear({
    country,
    year,
    ...(state === undefined ? {} : { state }),
    ...(community === undefined ? {} : { region: community }),
  });
  if (country === 'CH' && state !== undefined) return swissHolidays(state, year, easterOf(entries));
  const counted = entries.filter(
    (entry) =>
      isWholeDay(entry) && (entry.type === 'public' || extras.some(({ rule }) => rule === entry.rule)),
  );
  return new Set(counted.map(dayOfEntry));
}

/** Ascension Day, which no Swiss canton lacks, is its 39th day. */
function easterOf(entries: readonly HolidaysTypes.Holiday[]): Day {
  const ascension = entries.find(({ rule }) => rule === 'easter 39');
  if (ascension === undefined) throw new RangeError('the year has no Ascension Day');
  return dayOfEntry(ascension) - 39;
}

/** Loaded on first need: it costs a third of a second, which a command that asks no calendar should not pay. */
let library: typeof Holidays | undefined;

function readYear({ year, ...place }: HolidaysTypes.Country & { year: number }): HolidaysTypes.Holiday[] {
  library ??= createRequire(import.meta.url)('date-holidays') as typeof Holidays;
  return new library(place).getHolidays(year);
}

/**
 * True of a holiday from midnight to midnight; a day on which the clocks change has 23 or 25 hours.
 *
 * Its length alone tells. Date-holidays reckons in the zone of the process, so that under `TZ=Africa/Cairo` a
 * day whose midnight Cairo skips (2029-04-27, King's Day) starts at 01:00.
 */
function isWholeDay({ date, start, end }: HolidaysTypes.Holiday): boolean {
  const hours = (end.getTime() - start.getTime()) / MS_PER_HOUR;
  if (hours > 25)
    throw new RangeError(`holiday of ${date} lasts ${hours} hours: only single days are understood`);
  return hours >= 23;
}

/** The date as the country writes it: `date` is local time as text, while `start` is an instant. */
function dayOfEntry({ date }: HolidaysTypes.Holiday): Day {
  const day = parseDay(date.slice(0, 10));
  if (day === undefined) throw new RangeError(`holiday date not understood: ${date}`);
  return day;
}
