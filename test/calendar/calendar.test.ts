import { describe, expect, it } from 'vitest';
import { calendarProblems, createCalendar } from '../../calendar/calendar.ts';
import { formatDay, parseDay } from '../../domain/kernel/day.ts';
import { addWorkingDays, firstRunAtOrAfter } from '../../domain/kernel/working-days.ts';

const NL = { country: 'NL', timeZone: 'Europe/Amsterdam' };
const works = (settings: Parameters<typeof createCalendar>[0], day: string) =>
  createCalendar(settings).isWorkingDay(parseDay(day)!);

describe('counting working days from the day after a notice has run out', () => {
  it.each([
    ['Easter', 'NO', '2026-04-02', ['2026-04-07', '2026-04-08', '2026-04-09']],
    ["King's Day", 'NL', '2026-04-25', ['2026-04-28', '2026-04-29', '2026-04-30']],
    ['Midsummer Eve', 'SE', '2026-06-18', ['2026-06-22', '2026-06-23', '2026-06-24']],
    ['a weekend', 'NL', '2026-06-06', ['2026-06-08', '2026-06-09', '2026-06-10']],
  ])('passes over %s in %s', (_, country, day0, expected) => {
    const calendar = createCalendar({ ...NL, country });
    expect([1, 2, 3].map((n) => formatDay(addWorkingDays(calendar, parseDay(day0)!, n)))).toEqual(expected);
  });

  it('the last day of the notice, a working day or not, is never counted', () => {
    const calendar = createCalendar(NL);
    expect(formatDay(addWorkingDays(calendar, parseDay('2026-04-24')!, 2))).toBe('2026-04-29');
    expect(formatDay(addWorkingDays(calendar, parseDay('2026-06-05')!, 2))).toBe('2026-06-09');
    expect(formatDay(addWorkingDays(calendar, parseDay('2026-06-05')!, 3))).toBe('2026-06-10');
  });
});

describe('the first run of 09:00 in Amsterdam', () => {
  const run = (iso: string) => {
    const { day, at } = firstRunAtOrAfter(createCalendar(NL), Date.parse(iso), 540);
    return `${formatDay(day)} ${new Date(at).toISOString().slice(0, 16)}Z`;
  };

  it('moves with the clock over the weekend of each change', () => {
    expect(run('2026-03-27T08:00:00.000Z')).toBe('2026-03-27 2026-03-27T08:00Z');
    expect(run('2026-03-27T08:00:00.001Z')).toBe('2026-03-30 2026-03-30T07:00Z');
    expect(run('2026-10-23T07:00:00.000Z')).toBe('2026-10-23 2026-10-23T07:00Z');
    expect(run('2026-10-23T07:00:00.001Z')).toBe('2026-10-26 2026-10-26T08:00Z');
  });
});

describe("a creditor's own list", () => {
  it('makes a day a holiday', () => {
    const settings = { ...NL, holidays: { add: ['2026-12-24'], remove: [] } };
    expect(['2026-12-23', '2026-12-24', '2026-12-28'].map((day) => works(settings, day))).toEqual([
      true,
      false,
      true,
    ]);
    expect(works(NL, '2026-12-24')).toBe(true);
  });

  it('makes a holiday a working day, in the year it names alone', () => {
    const settings = { ...NL, holidays: { remove: ['2026-05-05'] } };
    expect(works(settings, '2026-05-05')).toBe(true);
    expect(works(settings, '2027-05-05')).toBe(false);
    expect(works(NL, '2026-05-05')).toBe(false);
  });

  it('does not make a Saturday a working day', () => {
    expect(works({ ...NL, holidays: { remove: ['2026-12-26'] } }, '2026-12-26')).toBe(false);
  });

  it('that leaves no working day ends in an error, not in a search without end', () => {
    const add = Array.from({ length: 500 }, (_, i) => formatDay(parseDay('2026-01-01')! + i));
    const calendar = createCalendar({ ...NL, holidays: { add } });
    expect(() => addWorkingDays(calendar, parseDay('2026-01-01')!, 1)).toThrow(
      /no working day within 400 days/,
    );
  });
});

describe('a calendar', () => {
  it('is made once for equal settings, however they are written', () => {
    const one = createCalendar({ ...NL, holidays: { add: ['2026-12-24', '2026-12-31'], remove: [] } });
    const two = createCalendar({ ...NL, holidays: { add: ['2026-12-31', '2026-12-24', '2026-12-24'] } });
    expect(two).toBe(one);
    expect(createCalendar({ ...NL })).toBe(createCalendar({ ...NL, holidays: undefined }));
    expect(createCalendar(NL)).not.toBe(one);
  });

  it('says everything that is wrong with its settings at once', () => {
    const settings = {
      country: 'DE',
      timeZone: 'Europe/Amsterdamm',
      holidays: { add: ['24-12-2026', '2026-02-28'], remove: ['2026-02-29', '2026-02-28'] },
    };
    expect(calendarProblems(settings)).toEqual([
      'country DE needs its state, e.g. DE-BY',
      'time zone Europe/Amsterdamm is unknown; write one like Europe/Amsterdam',
      'holiday 24-12-2026 is no date; write one like 2026-12-24',
      'holiday 2026-02-29 is no date; write one like 2026-12-24',
      'holiday 2026-02-28 is both added and removed',
    ]);
    expect(() => createCalendar(settings)).toThrow(calendarProblems(settings).join('; '));
    expect(calendarProblems(NL)).toEqual([]);
  });
});
