import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../calendar/calendar.ts';
import { formatDay } from '../../../domain/kernel/day.ts';
import { interestRuns } from '../../../domain/money/interest-start.ts';
import { interestTerms } from '../../../domain/money/interest-terms.ts';
import { day } from './statutory.ts';

const calendar = createCalendar({ country: 'BE', timeZone: 'Europe/Brussels' });
const letter = (on: string, isByPost: boolean) => ({ on: day(on), isByPost });

function runs(
  [country, kind, start]: readonly [string, 'consumer' | 'business', ('law' | 'due')?],
  firstReminder: ReturnType<typeof letter> | null,
) {
  const found = interestTerms({ kind: 'statutory', start: start ?? 'law' }, country, kind);
  if (!found.ok || found.terms === null) throw new Error('no terms');
  const at = interestRuns(found.terms.begins, { dueOn: day('2026-02-10'), firstReminder, calendar });
  return at === null ? null : [formatDay(at.from), formatDay(at.claimableOn)];
}

describe('the first day of interest of a claim due on Tuesday 10 February 2026', () => {
  it.each([
    ['NL', 'consumer'],
    ['SE', 'consumer'],
    ['BE', 'business'],
    ['CH', 'business'],
  ] as const)('is the next in %s towards a %s, reminded or not', (country, kind) => {
    expect(runs([country, kind], null)).toEqual(['2026-02-11', '2026-02-11']);
    expect(runs([country, kind], letter('2026-02-20', true))).toEqual(['2026-02-11', '2026-02-11']);
  });

  it('waits for a reminder towards a German consumer', () => {
    expect(runs(['DE', 'consumer'], null)).toBeNull();
    expect(runs(['DE', 'consumer'], letter('2026-02-20', false))).toEqual(['2026-02-21', '2026-02-21']);
    expect(runs(['DE', 'consumer'], letter('2026-02-20', true))).toEqual(['2026-02-26', '2026-02-26']);
    expect(runs(['DE', 'consumer'], letter('2026-02-01', false))).toEqual(['2026-02-11', '2026-02-11']);
  });

  it.each([
    [null, '2026-03-13'],
    ['2026-03-11', '2026-03-12'],
    ['2026-03-12', '2026-03-13'],
    ['2026-03-13', '2026-03-13'],
  ])('is day 31 or the day after a reminder towards a German business: reminded %s', (mail, from) => {
    expect(runs(['DE', 'business'], mail === null ? null : letter(mail, false))?.[0]).toBe(from);
  });

  it('is the next in Germany, too, where the due date was agreed', () => {
    expect(runs(['DE', 'consumer', 'due'], null)).toEqual(['2026-02-11', '2026-02-11']);
  });

  it.each(['law', 'due'] as const)(
    'follows the free reminder of a Belgian consumer, whatever was agreed (%s), and is asked for after its 14 days',
    (start) => {
      expect(runs(['BE', 'consumer', start], null)).toBeNull();
      // Sent by mail on Friday: the days are 21 February to 6 March.
      expect(runs(['BE', 'consumer', start], letter('2026-02-20', false))).toEqual([
        '2026-02-21',
        '2026-03-07',
      ]);
      // Posted on Friday: arrived on Wednesday, the first of the 14 days.
      expect(runs(['BE', 'consumer', start], letter('2026-02-20', true))).toEqual([
        '2026-02-26',
        '2026-03-11',
      ]);
    },
  );
});
