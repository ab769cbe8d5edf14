import Holidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../calendar/calendar.ts';
import { EXTRAS, holidayTable } from '../../calendar/holidays.ts';
import { formatDay, parseDay, weekdayOf } from '../../domain/kernel/day.ts';
import { HOLIDAYS_2025, HOLIDAYS_2026, HOLIDAYS_2027 } from './holiday-lists.ts';

const calendarOf = (country: string) => createCalendar({ country, timeZone: 'UTC' });

/** Mondays to Fridays of the year that are not worked, as month and day. */
function daysOff(country: string, year: number): string[] {
  const calendar = calendarOf(country);
  const off: string[] = [];
  for (let day = parseDay(`${year}-01-01`)!; day <= parseDay(`${year}-12-31`)!; day++) {
    if (weekdayOf(day) <= 5 && !calendar.isWorkingDay(day)) off.push(formatDay(day).slice(5));
  }
  return off;
}

const works = (country: string, day: string) => calendarOf(country).isWorkingDay(parseDay(day)!);

describe('the holidays on weekdays', () => {
  it.each(Object.entries(HOLIDAYS_2026))('of %s in 2026', (country, holidays) => {
    expect(daysOff(country, 2026)).toEqual(Object.keys(holidays));
  });

  it.each(Object.entries(HOLIDAYS_2025))('of %s in 2025', (country, holidays) => {
    expect(daysOff(country, 2025)).toEqual(holidays.split(' '));
  });

  it.each(Object.entries(HOLIDAYS_2027))('of %s in 2027', (country, holidays) => {
    expect(daysOff(country, 2027)).toEqual(holidays.split(' '));
  });
});

describe('every day off beside the public holidays', () => {
  const YEARS = [2024, 2025, 2026, 2027, 2028, 2029, 2030];
  const rules = Object.entries(EXTRAS).flatMap(([country, extras]) =>
    extras.map(({ rule }) => [country, rule] as const),
  );

  it.each(rules)(
    'of %s is a day that date-holidays lists, and no public holiday already: %s',
    (country, rule) => {
      const library = new Holidays({ country });
      const listed = YEARS.flatMap((year) =>
        library.getHolidays(year).filter((entry) => entry.rule === rule),
      );
      expect(listed.map(({ type }) => type)).not.toContain('public');
      const off = YEARS.flatMap((year) => [...holidayTable(country).ofYear(year)]);
      expect(listed.filter(({ date }) => off.includes(parseDay(date.slice(0, 10))!))).not.toEqual([]);
    },
  );
});

describe('a single holiday', () => {
  it("is King's Day on the Saturday when 27 April is a Sunday, so that the Monday is worked", () => {
    expect(['2025-04-25', '2025-04-28'].map((day) => works('NL', day))).toEqual([true, true]);
  });

  it('is 5 May in the Netherlands in every year from 1990 on', () => {
    // 1989-05-05 and 1992-05-05 were a Friday and a Tuesday
    expect(['1989-05-05', '1992-05-05', '2026-05-05', '2027-05-05'].map((day) => works('NL', day))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('is Store Bededag in Denmark until 2023', () => {
    expect(works('DK', '2023-05-05')).toBe(false);
    expect(works('DK', '2024-04-26')).toBe(true);
  });

  it("is New Year's Eve in Sweden but not in Finland, Norway or Denmark", () => {
    expect(['SE', 'FI', 'NO', 'DK'].map((country) => works(country, '2026-12-31'))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('is 8 May in Berlin alone, and in 2025 alone', () => {
    expect(works('DE-BE', '2025-05-08')).toBe(false);
    expect(works('DE-BB', '2025-05-08')).toBe(true);
    expect(works('DE-BE', '2026-05-08')).toBe(true);
  });

  it('is Reformation Day in nine German states', () => {
    const states = 'BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH'.split(' ');
    expect(states.filter((state) => !works(`DE-${state}`, '2028-10-31'))).toEqual(
      'BB HB HH MV NI SH SN ST TH'.split(' '),
    );
  });

  it('is Assumption in Saarland and in the Catholic communities of Bavaria', () => {
    const codes = ['DE-SL', 'DE-BY-KATH', 'DE-BY-A', 'DE-BY', 'DE-BY-EVANG', 'DE-BW'];
    expect(codes.map((code) => works(code, '2028-08-15'))).toEqual([false, false, false, true, true, true]);
  });

  it('is Easter Monday in Zurich, Lucerne, Zug and Valais, and not in Neuchâtel', () => {
    const codes = ['CH-ZH', 'CH-LU', 'CH-ZG', 'CH-VS', 'CH-NE'];
    expect(codes.map((code) => works(code, '2026-04-06'))).toEqual([false, false, false, false, true]);
  });

  it('is Good Friday in Grisons, and not in Ticino and Valais', () => {
    expect(['CH-TI', 'CH-VS', 'CH-GR', 'CH-ZH'].map((code) => works(code, '2026-04-03'))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('is not one that only takes half the day', () => {
    expect(works('CH-SO', '2026-05-01')).toBe(true); // from noon
    expect(works('AT', '2026-12-24')).toBe(true); // from 14:00, and for banks
  });

  it.each([
    ['2024', '09-05'], // Sunday 1 September counts as the first
    ['2025', '09-11'],
    ['2026', '09-10'],
  ])(
    'is Jeûne genevois in Geneva %s on %s, the Thursday after the first Sunday of September',
    (year, date) => {
      expect(daysOff('CH-GE', Number(year))).toContain(date);
    },
  );

  it('is known for years far from now', () => {
    expect(works('NL', '1970-01-01')).toBe(false);
    expect(works('NL', '2099-12-25')).toBe(false);
  });
});
