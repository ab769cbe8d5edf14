import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../calendar/calendar.ts';
import { formatDay } from '../../../domain/kernel/day.ts';
import { whyNoCostsYet } from '../../../domain/money/costs-ready.ts';
import { fourteenDays } from '../../../domain/money/fourteen-day-letter.ts';
import { day } from './statutory.ts';

const nl = createCalendar({ country: 'NL', timeZone: 'Europe/Amsterdam' });
const be = createCalendar({ country: 'BE', timeZone: 'Europe/Brussels' });

describe('the days of a 14-day letter', () => {
  it.each([
    ['Monday', '2026-06-01', '2026-06-03', '2026-06-17'],
    ['the Friday before Whitsun', '2026-05-22', '2026-05-26', '2026-06-09'],
    ['Maundy Thursday', '2026-04-02', '2026-04-07', '2026-04-21'],
    ['the day before Christmas Eve', '2026-12-23', '2026-12-29', '2027-01-12'],
    ['Friday', '2026-06-05', '2026-06-09', '2026-06-23'],
  ])('posted on %s %s: arrived %s, free through %s', (_, sent, delivered, last) => {
    const days = fourteenDays({ on: day(sent), isByPost: true }, nl);
    expect([days.deliveredOn, days.lastFreeDay, days.costsFrom].map(formatDay)).toEqual([
      delivered,
      last,
      formatDay(day(last) + 1),
    ]);
  });

  it('are no less where they end on a day off: posted on Thursday, arrived on Saturday, free through Monday', () => {
    const days = fourteenDays({ on: day('2026-06-04'), isByPost: true }, nl);
    expect([days.deliveredOn, days.lastFreeDay].map(formatDay)).toEqual(['2026-06-06', '2026-06-22']);
  });

  it('begin the day after an e-mail', () => {
    const days = fourteenDays({ on: day('2026-06-01'), isByPost: false }, nl);
    expect([days.deliveredOn, days.lastFreeDay].map(formatDay)).toEqual(['2026-06-01', '2026-06-15']);
  });
});

describe('costs of a consumer', () => {
  const posted = (on: string) => ({ on: day(on), isByPost: true });

  it.each([
    ['2026-06-16', /run through 2026-06-17 \(art. 6:96 lid 6 BW\)/],
    ['2026-06-17', /run through 2026-06-17/],
    ['2026-06-18', null],
  ])('NL wait for the 14 days of the notice: on %s', (on, why) => {
    const notice = posted('2026-06-01');
    const asked = { country: 'NL', firstReminder: posted('2026-03-01'), notice, calendar: nl, on: day(on) };
    const said = whyNoCostsYet({ ...asked, kind: 'consumer' });
    if (why === null) expect(said).toBeNull();
    else expect(said).toMatch(why);
    expect(whyNoCostsYet({ ...asked, kind: 'business' })).toBeNull();
  });

  it('NL are none without a notice', () => {
    const asked = { country: 'NL', firstReminder: posted('2026-03-01'), notice: null, calendar: nl };
    expect(whyNoCostsYet({ ...asked, kind: 'consumer', on: day('2026-12-01') })).toBe(
      'a consumer owes costs only after a 14-day letter (art. 6:96 lid 6 BW)',
    );
  });

  it.each([
    ['2026-03-09', /run through 2026-03-10 \(art. XIX.2 CEL\)/],
    ['2026-03-10', /run through 2026-03-10/],
    ['2026-03-11', null],
  ])('BE wait for the 14 days of the first reminder: on %s', (on, why) => {
    const asked = { country: 'BE', firstReminder: posted('2026-02-20'), notice: null, calendar: be };
    const said = whyNoCostsYet({ ...asked, kind: 'consumer', on: day(on) });
    if (why === null) expect(said).toBeNull();
    else expect(said).toMatch(why);
  });

  it('BE are none without a reminder', () => {
    const asked = { country: 'BE', firstReminder: null, notice: null, calendar: be, on: day('2026-06-01') };
    expect(whyNoCostsYet({ ...asked, kind: 'consumer' })).toMatch(/only after a free reminder/);
  });
});
