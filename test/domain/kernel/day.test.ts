import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dayFrom,
  formatDay,
  formatTimeOfDay,
  parseDay,
  parseTimeOfDay,
  weekdayOf,
} from '../../../domain/kernel/day.ts';

const anyDay = fc.integer({ min: -25_567, max: 47_846 }); // 1900-01-01 to 2100-12-31

describe('a day', () => {
  it('counts from 1970-01-01', () => {
    expect([parseDay('1969-12-31'), parseDay('1970-01-01'), parseDay('1970-01-02')]).toEqual([-1, 0, 1]);
  });

  it('is read and written without loss', () => {
    fc.assert(fc.property(anyDay, (day) => parseDay(formatDay(day)) === day));
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-1-1',
    ' 2026-01-01',
    '20260101',
    '',
  ])('is not read from %j', (text) => expect(parseDay(text)).toBeUndefined());

  it('knows leap years, the century rule and its exception', () => {
    expect(dayFrom(2028, 2, 29)).toBeDefined();
    expect(dayFrom(2100, 2, 29)).toBeUndefined();
    expect(dayFrom(2000, 2, 29)).toBeDefined();
  });

  it('is a Sunday before, a Monday on and a Tuesday after 2026-06-08', () => {
    expect(['2026-06-07', '2026-06-08', '2026-06-09'].map((text) => weekdayOf(parseDay(text)!))).toEqual([
      7, 1, 2,
    ]);
  });

  it('has the weekday of the week before, before 1970 as well', () => {
    expect(weekdayOf(0)).toBe(4);
    fc.assert(fc.property(anyDay, (day) => weekdayOf(day - 7) === weekdayOf(day)));
  });

  it.each([
    ['2026-03-01', 60, '2026-04-30'],
    ['2026-03-01', 61, '2026-05-01'],
    ['2026-03-01', 62, '2026-05-02'],
    ['2026-01-31', 60, '2026-04-01'],
    ['2026-01-31', 61, '2026-04-02'],
    ['2026-01-31', 62, '2026-04-03'],
  ])('%s and %i days more is %s', (from, days, to) => {
    expect(formatDay(parseDay(from)! + days)).toBe(to);
  });
});

describe('a time of day', () => {
  it('is minutes since midnight', () => {
    expect(['00:00', '00:01', '09:00', '23:59'].map(parseTimeOfDay)).toEqual([0, 1, 540, 1439]);
  });

  it.each(['24:00', '23:60', '9:00', '09:00:00', '-1:00', ''])('is not read from %j', (text) =>
    expect(parseTimeOfDay(text)).toBeUndefined(),
  );

  it('is written as it was read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (m) => parseTimeOfDay(formatTimeOfDay(m)) === m),
    );
  });
});
