import { describe, expect, it } from 'vitest';
import { type Cron, meetsClockChange, momentsOf, readCron } from '../../calendar/cron.ts';
import { formatDay, parseDay } from '../../domain/kernel/day.ts';

const ZONE = 'Europe/Amsterdam';
const day = (text: string) => parseDay(text)!;
function cron(text: string): Cron {
  const read = readCron(text);
  if (typeof read === 'string') throw new Error(read);
  return read;
}
const moments = (text: string, from: string, until: string, zone = ZONE) =>
  momentsOf(cron(text), zone, day(from), day(until)).map((at) => new Date(at).toISOString().slice(0, 16));

describe('A cron line', () => {
  it.each([
    ['0 6 * * *', '2026-09-01 2026-09-02 2026-09-03 2026-09-04 2026-09-05 2026-09-06 2026-09-07'],
    ['0 6 * * 1-5', '2026-09-01 2026-09-02 2026-09-03 2026-09-04 2026-09-07'],
    ['0 6 * * mon,Thursday', '2026-09-03 2026-09-07'],
    ['0 6 * * 0', '2026-09-06'],
    ['0 6 * * 7', '2026-09-06'],
    ['0 6 2/3 * *', '2026-09-02 2026-09-05'],
    ['0 6 1-7/2 sep *', '2026-09-01 2026-09-03 2026-09-05 2026-09-07'],
    ['0 6 * 10 *', ''],
    // Both days must fit, as the server has it.
    ['0 6 1 * 1', ''],
    ['0 6 7 * 1', '2026-09-07'],
  ])('%s names the days %s', (text, days) => {
    const fitting: string[] = [];
    for (let at = day('2026-09-01'); at <= day('2026-09-07'); at++)
      if (cron(text).fits(at)) fitting.push(formatDay(at));
    expect(fitting.join(' ')).toBe(days);
  });

  it.each([
    ['30 2 * * *', [150]],
    ['0,30 0-1 * * *', [0, 30, 60, 90]],
    ['*/20 23 * * *', [1380, 1400, 1420]],
    ['50/5 0 * * *', [50, 55]],
  ])('%s names the minutes %j', (text, minutes) => {
    expect(cron(text).minutes).toEqual(minutes);
  });

  it.each([
    '60 6 * * *',
    '0 24 * * *',
    '0 6 0 * *',
    '0 6 32 * *',
    '0 6 * 13 *',
    '0 6 * * 8',
    '0 6 * * m',
    '0 6 * ja *',
    '0 6 5-1 * *',
    '0 6 1-2-3 * *',
    '0 6 */0 * *',
    '0 6 1/2/3 * *',
    '-1 6 * * *',
    '0 6 * *',
    '0 6 * * * 2026',
    '@daily',
    '0 6 L * *',
    '0 6 , * *',
  ])('%s is refused in words', (text) => {
    expect(readCron(text)).toMatch(/^has /);
  });
});

describe('A time that the clocks skip moves forward, one that comes twice means the first', () => {
  it.each([
    ['30 1 * * *', ['2027-03-27T00:30', '2027-03-28T00:30', '2027-03-28T23:30']],
    ['30 2 * * *', ['2027-03-27T01:30', '2027-03-28T01:00', '2027-03-29T00:30']],
    ['0 3 * * *', ['2027-03-27T02:00', '2027-03-28T01:00', '2027-03-29T01:00']],
  ])('%s in spring', (text, expected) => {
    expect(moments(text, '2027-03-27', '2027-03-30')).toEqual(expected);
  });

  it.each([
    ['30 1 * * *', ['2027-10-29T23:30', '2027-10-30T23:30', '2027-11-01T00:30']],
    ['30 2 * * *', ['2027-10-30T00:30', '2027-10-31T00:30', '2027-11-01T01:30']],
    ['0 3 * * *', ['2027-10-30T01:00', '2027-10-31T02:00', '2027-11-01T02:00']],
  ])('%s in autumn', (text, expected) => {
    expect(moments(text, '2027-10-30', '2027-11-02')).toEqual(expected);
  });

  it('several skipped ones are one moment', () => {
    expect(moments('*/15 2-3 28 3 *', '2027-03-28', '2027-03-29')).toEqual([
      '2027-03-28T01:00',
      '2027-03-28T01:15',
      '2027-03-28T01:30',
      '2027-03-28T01:45',
    ]);
  });

  it.each([
    ['59 1 * * *', ZONE, false],
    ['0 2 * * *', ZONE, true],
    ['59 2 * * *', ZONE, true],
    ['0 3 * * *', ZONE, false],
    ['0 6 * * *', ZONE, false],
    ['30 2 * 1-2 *', ZONE, false],
    ['30 2 * * 1-6', ZONE, false],
    ['30 2 * * *', 'UTC', false],
    ['0 0 * * *', 'Africa/Cairo', true],
    ['45 1 * * *', 'Australia/Lord_Howe', true],
  ])('%s in %s meets a change of the clocks: %j', (text, zone, meets) => {
    expect(meetsClockChange(cron(text), zone, day('2027-01-01'), day('2028-01-01'))).toBe(meets);
  });
});
