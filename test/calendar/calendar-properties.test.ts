import Holidays from 'date-holidays';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import { createCalendar } from '../../calendar/calendar.ts';
import { formatDay, parseDay, weekdayOf } from '../../domain/kernel/day.ts';
import { addWorkingDays, firstRunAtOrAfter } from '../../domain/kernel/working-days.ts';
import { supportedCountries } from './supported-countries.ts';

/** Each country's years are computed on first need, which takes seconds on a busy machine. */
const PATIENCE_MS = 30_000;

const anyDay = fc.integer({ min: parseDay('2020-01-01')!, max: parseDay('2039-12-31')! });
const anyCountry = fc.constantFrom(...supportedCountries());

/** The countries whose list is date-holidays' own, so that asking it day by day must agree. */
const ASKED_DIRECTLY = {
  NO: ['Europe/Oslo', new Holidays('NO')],
  AT: ['Europe/Vienna', new Holidays('AT')],
  BE: ['Europe/Brussels', new Holidays('BE')],
  'DE-SN': ['Europe/Berlin', new Holidays('DE', 'SN')],
} as const;

it(
  'a working day is what luxon and date-holidays say, asked about that one day',
  () => {
    const codes = fc.constantFrom(...(Object.keys(ASKED_DIRECTLY) as (keyof typeof ASKED_DIRECTLY)[]));
    fc.assert(
      fc.property(codes, anyDay, (country, day) => {
        const [timeZone, holidays] = ASKED_DIRECTLY[country];
        const noon = DateTime.fromISO(`${formatDay(day)}T12:00`, { zone: timeZone });
        const found = holidays.isHoliday(noon.toJSDate());
        const isPublic = found !== false && found.some(({ type }) => type === 'public');
        const { isWorkingDay, dayOf } = createCalendar({ country, timeZone });
        expect(isWorkingDay(day)).toBe(noon.weekday <= 5 && !isPublic);
        expect(dayOf(noon.toMillis())).toBe(day);
      }),
      { numRuns: 150 },
    );
  },
  PATIENCE_MS,
);

it(
  'in every country, counting lands on a working weekday and never runs back',
  () => {
    fc.assert(
      fc.property(anyCountry, anyDay, fc.integer({ min: 1, max: 15 }), (country, day, n) => {
        const calendar = createCalendar({ country, timeZone: 'Europe/Amsterdam' });
        const reached = addWorkingDays(calendar, day, n);
        expect(calendar.isWorkingDay(reached)).toBe(true);
        expect(weekdayOf(reached)).toBeLessThanOrEqual(5);
        expect(reached).toBeGreaterThanOrEqual(day + n);
        expect(addWorkingDays(calendar, day, n + 1)).toBeGreaterThan(reached);
        expect(addWorkingDays(calendar, day + 1, n)).toBeGreaterThanOrEqual(reached);
      }),
      { numRuns: 200 },
    );
  },
  PATIENCE_MS,
);

it(
  'in every country and zone, a run is never before the instant asked from and always at its own minute',
  () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const ms = fc.nat(86_399_999);
    fc.assert(
      fc.property(anyCountry, zones, anyDay, ms, fc.nat(1439), (country, timeZone, from, later, minute) => {
        const calendar = createCalendar({ country, timeZone });
        const instant = from * 86_400_000 + later;
        const { day, at } = firstRunAtOrAfter(calendar, instant, minute);
        expect(at).toBeGreaterThanOrEqual(instant);
        expect(at).toBe(calendar.instantOf(day, minute));
        expect(calendar.isWorkingDay(day)).toBe(true);
        expect(firstRunAtOrAfter(calendar, at, minute)).toEqual({ day, at });
      }),
      { numRuns: 300 },
    );
  },
  PATIENCE_MS,
);
