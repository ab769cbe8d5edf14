import { describe, expect, it } from 'vitest';
import { anInvoice, aPolicy, NOTICE, REMINDER_1, REMINDER_2 } from './an-invoice.ts';
import { letters, outcome } from './the-path.ts';

describe('the first level', () => {
  it.each([
    [6, '2026-02-10'],
    [7, '2026-02-11'],
    [8, '2026-02-12'],
  ])('goes out %i days after the due date', (daysAfterDue, on) => {
    const policy = aPolicy({ levels: [{ ...REMINDER_1, daysAfterDue }, REMINDER_2, NOTICE] });
    expect(letters(anInvoice({ policy }))[0]).toBe(on);
  });

  it('goes out on the due date when its days are 0', () => {
    const policy = aPolicy({ levels: [{ ...REMINDER_1, daysAfterDue: 0 }, REMINDER_2, NOTICE] });
    expect(letters(anInvoice({ policy }))[0]).toBe('2026-02-04');
  });

  it.each([
    ['2026-02-06', '2026-02-13'], // Friday
    ['2026-02-07', '2026-02-16'], // Saturday
    ['2026-02-08', '2026-02-16'], // Sunday
    ['2026-02-09', '2026-02-16'], // Monday
  ])('of an invoice due on %s moves forward to the working day %s', (dueOn, on) => {
    expect(letters(anInvoice({ dueOn }))[0]).toBe(on);
  });

  it('moves over Easter', () => {
    expect(letters(anInvoice({ dueOn: '2026-03-26' }))[0]).toBe('2026-04-02');
    expect(letters(anInvoice({ dueOn: '2026-03-27' }))[0]).toBe('2026-04-07');
  });
});

describe('a later level', () => {
  const withGap = (daysAfterDue: number, minDaysSincePrevious: number) =>
    letters(
      anInvoice({
        policy: aPolicy({ levels: [REMINDER_1, { ...NOTICE, daysAfterDue, minDaysSincePrevious }] }),
      }),
    )[1];

  it('waits for its days since the due date when the gap is over', () => {
    expect([19, 20, 21].map((days) => withGap(days, 5))).toEqual(['2026-02-23', '2026-02-24', '2026-02-25']);
  });

  it('waits for its gap when its days since the due date are over', () => {
    expect([12, 13, 14].map((gap) => withGap(8, gap))).toEqual(['2026-02-23', '2026-02-24', '2026-02-25']);
  });

  it('goes out on the later of the two, one below, at and above', () => {
    // The reminder goes out 7 days after the due date, so both fall together with a gap of 14.
    expect([13, 14, 15].map((gap) => withGap(21, gap))).toEqual(['2026-02-25', '2026-02-25', '2026-02-26']);
  });

  it('counts its gap from the real delivery, not from the day it was due', () => {
    // The reminder is due on Saturday 14 February and goes out on Monday.
    const policy = aPolicy({ levels: [REMINDER_1, { ...NOTICE, daysAfterDue: 7, minDaysSincePrevious: 2 }] });
    expect(letters(anInvoice({ dueOn: '2026-02-07', policy }))).toEqual(['2026-02-16', '2026-02-18']);
  });

  it('never shares a day with the one before, not even with a gap of 0', () => {
    expect(withGap(7, 0)).toBe('2026-02-12');
    expect(withGap(7, 1)).toBe('2026-02-12');
    expect(withGap(7, 2)).toBe('2026-02-13');
  });
});

describe('the whole path', () => {
  it('sends each level once and in order', () => {
    expect(outcome(anInvoice({ mode: 30 })).levels).toEqual([
      'reminder-1 on 2026-02-11',
      'reminder-2 on 2026-02-25',
      'notice on 2026-03-11',
    ]);
  });

  it('is empty when the policy has no levels', () => {
    expect(outcome(anInvoice({ policy: aPolicy({ levels: [] }) }))).toEqual({ stage: 'OPEN' });
  });

  it('is as long as the policy says when the notice is the only level', () => {
    const policy = aPolicy({
      levels: [{ name: 'notice', kind: 'notice', daysAfterDue: 14, paymentDays: 10 }],
    });
    expect(outcome(anInvoice({ policy }))).toEqual({
      stage: 'TRANSFERRED',
      levels: ['notice on 2026-02-18'],
      due: '2026-03-02', // Saturday 28 February moves to Monday
      listed: '2026-03-03',
      transferred: '2026-03-06',
    });
  });
});
