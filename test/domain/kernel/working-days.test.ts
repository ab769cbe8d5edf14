import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../../domain/kernel/calendar.ts';
import { type Day, formatDay, parseDay, weekdayOf } from '../../../domain/kernel/day.ts';
import {
  addWorkingDays,
  firstRunAtOrAfter,
  firstWorkingDayFrom,
} from '../../../domain/kernel/working-days.ts';

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;
const NINE = 540;

/** A calendar in UTC, so that these tests need neither zones nor countries. */
function calendarWith(...holidays: string[]): Calendar {
  const days = new Set(holidays.map((text) => parseDay(text)));
  return {
    dayOf: (instant) => Math.floor(instant / MS_PER_DAY),
    instantOf: (day, minute) => day * MS_PER_DAY + minute * MS_PER_MINUTE,
    isHoliday: (day) => days.has(day),
    isWorkingDay: (day) => weekdayOf(day) <= 5 && !days.has(day),
  };
}

const day = (text: string): Day => parseDay(text)!;
const plain = calendarWith();
const withHolidays = calendarWith('2026-06-08', '2026-06-11');
const neverWorks: Calendar = { ...plain, isWorkingDay: () => false };

describe('the first working day from a day', () => {
  it.each([
    ['a Friday', '2026-06-05', '2026-06-05'],
    ['a Saturday', '2026-06-06', '2026-06-08'],
    ['a Sunday', '2026-06-07', '2026-06-08'],
    ['a Monday', '2026-06-08', '2026-06-08'],
  ])('from %s, without holidays', (_, from, to) => {
    expect(formatDay(firstWorkingDayFrom(plain, day(from)))).toBe(to);
  });

  it('passes over a weekend and the holiday after it', () => {
    expect(formatDay(firstWorkingDayFrom(withHolidays, day('2026-06-06')))).toBe('2026-06-09');
  });

  it('gives up with a reason when there is none', () => {
    expect(() => firstWorkingDayFrom(neverWorks, day('2026-06-06'))).toThrow(
      /no working day within 400 days/,
    );
  });
});

describe('counting working days', () => {
  it.each([
    [1, '2026-06-08'],
    [2, '2026-06-09'],
    [3, '2026-06-10'],
    [5, '2026-06-12'],
    [6, '2026-06-15'],
  ])('%i after Friday 2026-06-05 is %s', (n, to) => {
    expect(formatDay(addWorkingDays(plain, day('2026-06-05'), n))).toBe(to);
  });

  it('never counts day 0, working day or not', () => {
    for (const day0 of ['2026-06-05', '2026-06-06', '2026-06-07']) {
      expect(formatDay(addWorkingDays(plain, day(day0), 1))).toBe('2026-06-08');
    }
  });

  it('passes over holidays', () => {
    expect(formatDay(addWorkingDays(withHolidays, day('2026-06-05'), 2))).toBe('2026-06-10');
    expect(formatDay(addWorkingDays(withHolidays, day('2026-06-05'), 3))).toBe('2026-06-12');
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses to count %d', (n) => {
    expect(() => addWorkingDays(plain, 0, n)).toThrow(RangeError);
  });

  it('gives up with a reason when there are none', () => {
    expect(() => addWorkingDays(neverWorks, 0, 1)).toThrow(/no working day/);
  });
});

describe('the first run at or after an instant', () => {
  const run = (iso: string, calendar = plain) => {
    const { day, at } = firstRunAtOrAfter(calendar, Date.parse(iso), NINE);
    expect(at).toBe(calendar.instantOf(day, NINE));
    return formatDay(day);
  };

  it('is today until 09:00 and at it, tomorrow from a millisecond later', () => {
    expect(run('2026-06-09T08:59:59.999Z')).toBe('2026-06-09');
    expect(run('2026-06-09T09:00:00.000Z')).toBe('2026-06-09');
    expect(run('2026-06-09T09:00:00.001Z')).toBe('2026-06-10');
  });

  it('is never the day before, though that one was a working day', () => {
    expect(run('2026-06-10T00:00:00Z')).toBe('2026-06-10');
  });

  it('is Monday from Friday after 09:00, or Tuesday when Monday is a holiday', () => {
    expect(run('2026-06-05T09:00:00.001Z')).toBe('2026-06-08');
    expect(run('2026-06-05T09:00:00.001Z', withHolidays)).toBe('2026-06-09');
  });

  it('gives up with a reason when there is none', () => {
    expect(() => firstRunAtOrAfter(neverWorks, 0, NINE)).toThrow(/no working day/);
  });
});

describe('whatever the holidays', () => {
  const anyDay = fc.integer({ min: 20_000, max: 21_000 });
  const anyCalendar = fc
    .array(anyDay, { maxLength: 300 })
    .map((days) => calendarWith(...days.map((each) => formatDay(each))));

  it('counting gives the day that counting one by one gives', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: 1, max: 40 }), (calendar, day0, n) => {
        let reached = day0;
        for (let left = n; left > 0; ) if (calendar.isWorkingDay(++reached)) left--;
        expect(addWorkingDays(calendar, day0, n)).toBe(reached);
      }),
    );
  });

  it('counting lands on a working day, later for a later start or a larger number', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: 1, max: 40 }), (calendar, day0, n) => {
        const reached = addWorkingDays(calendar, day0, n);
        expect(calendar.isWorkingDay(reached)).toBe(true);
        expect(addWorkingDays(calendar, day0, n + 1)).toBeGreaterThan(reached);
        expect(addWorkingDays(calendar, day0 + 1, n)).toBeGreaterThanOrEqual(reached);
      }),
    );
  });

  it('no run that was still to come is passed over', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.nat(MS_PER_DAY - 1), fc.nat(1439), (calendar, from, ms, minute) => {
        const instant = from * MS_PER_DAY + ms;
        const { day, at } = firstRunAtOrAfter(calendar, instant, minute);
        expect(calendar.isWorkingDay(day)).toBe(true);
        expect(at).toBeGreaterThanOrEqual(instant);
        for (let earlier = from - 3; earlier < day; earlier++) {
          if (calendar.isWorkingDay(earlier))
            expect(calendar.instantOf(earlier, minute)).toBeLessThan(instant);
        }
      }),
    );
  });
});
