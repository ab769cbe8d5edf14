import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../calendar/calendar.ts';
import { COUNTRIES as KNOWN } from '../../calendar/countries.ts';
import { formatDay, parseDay, weekdayOf } from '../../domain/kernel/day.ts';
import { AUSTRIA, byLaw, COUNTRIES, GERMANY, SWITZERLAND, YEARS } from './by-law.ts';
import { supportedCountries } from './supported-countries.ts';

/** Mondays to Fridays of the year that are not worked. */
function daysOff(country: string, year: number): string[] {
  const calendar = createCalendar({ country, timeZone: 'UTC' });
  const off: string[] = [];
  for (let day = parseDay(`${year}-01-01`)!; day <= parseDay(`${year}-12-31`)!; day++) {
    if (weekdayOf(day) <= 5 && !calendar.isWorkingDay(day)) off.push(formatDay(day));
  }
  return off;
}

describe('the holidays on weekdays of 2025 to 2030 are those of the law', () => {
  it.each(supportedCountries())('%s', (code) => {
    const [country = '', ...rest] = code.split('-');
    const tables = { CH: SWITZERLAND, DE: GERMANY, AT: AUSTRIA } as const;
    const table = tables[country as keyof typeof tables] ?? COUNTRIES;
    const region = table === COUNTRIES ? country : rest.join('-');
    for (const year of YEARS)
      expect(daysOff(code, year), `${code} ${year}`).toEqual(byLaw(table, region, year));
  });

  it('for every canton and every state', () => {
    expect(Object.keys(KNOWN.CH.regions)).toHaveLength(26);
    expect(Object.keys(KNOWN.DE.regions).filter((region) => region.length === 2)).toHaveLength(16);
    expect(Object.keys(KNOWN.AT.regions)).toHaveLength(9);
  });
});
