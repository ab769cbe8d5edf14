import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../../domain/kernel/day.ts';
import {
  type IsHoliday,
  lastFreeDayInBe,
  lastFreeDayInNl,
  longestTerm,
  presumedDelivery,
} from '../../../domain/letters/free-term.ts';

const day = (iso: string) => parseDay(iso) as number;
const holidays = (...days: readonly string[]): IsHoliday => {
  const known = new Set(days.map(day));
  return (one) => known.has(one);
};

/** Written out by hand, so that no library of holidays is asked what the law says. */
const NL = holidays(
  ...['2026-04-03', '2026-04-05', '2026-04-06', '2026-04-27', '2026-05-05', '2026-05-14'],
  ...['2026-05-24', '2026-05-25', '2026-12-25', '2026-12-26', '2027-01-01'],
);

describe('the fourteen days of a Dutch notice on paper', () => {
  it.each([
    ['2026-06-01', '2026-06-03', '2026-06-17', 'a Monday: the second day after it'],
    ['2026-06-05', '2026-06-09', '2026-06-23', 'a Friday: Saturday counts, Sunday and Monday do not'],
    ['2026-05-22', '2026-05-26', '2026-06-09', 'over Whit Monday'],
    ['2026-04-02', '2026-04-07', '2026-04-21', 'over Good Friday and Easter'],
    ['2026-12-23', '2026-12-29', '2027-01-12', 'over Christmas, of which one day is a Saturday'],
  ])('sent on %s: delivered on %s, free until %s (%s)', (sent, delivered, last) => {
    expect(formatDay(presumedDelivery(NL, day(sent)))).toBe(delivered);
    expect(formatDay(lastFreeDayInNl(NL, day(sent), true))).toBe(last);
  });

  it('count from the day after an e-mail was sent', () => {
    expect(formatDay(lastFreeDayInNl(NL, day('2026-12-23'), false))).toBe('2027-01-06');
  });

  it('are over at most so many days after sending, of all days on which letters are sent', () => {
    expect(longestTerm(lastFreeDayInNl, NL, day('2026-01-01'), day('2026-12-01'))).toBe(19);
    expect(longestTerm(lastFreeDayInNl, NL, day('2026-01-01'), day('2027-01-01'))).toBe(20);
  });
});

describe('the fourteen days of a Belgian first reminder', () => {
  const BE = holidays('2026-05-14');
  it.each([
    ['2026-06-01', true, '2026-06-17', 'on paper from the third working day, here Thursday the 4th'],
    ['2026-06-04', true, '2026-06-22', 'the weekend left out: from Tuesday the 9th'],
    ['2026-05-12', true, '2026-05-31', 'a holiday left out: from Monday the 18th'],
    ['2026-06-05', false, '2026-06-19', 'by e-mail from the next calendar day'],
  ])('sent on %s (on paper: %s) end on %s: %s', (sent, isByPost, last) => {
    expect(formatDay(lastFreeDayInBe(BE, day(sent), isByPost))).toBe(last);
  });
});
