import { describe, expect, it } from 'vitest';
import {
  breakInWords,
  compareStatements,
  completeThrough,
  gapBetween,
  type StatementLink,
  type TakenStatement,
} from '../../../domain/intake/bank-continuity.ts';
import { parseDay } from '../../../domain/kernel/day.ts';

const on = (text: string) => parseDay(text) ?? 0;
const link = (rest: Partial<StatementLink>): StatementLink => ({
  number: null,
  page: null,
  isLast: true,
  opening: 0,
  closing: 0,
  closesOn: on('2026-11-26'),
  ...rest,
});
const gap = (before: Partial<StatementLink>, after: Partial<StatementLink>) =>
  gapBetween(link(before), link({ closesOn: on('2026-11-27'), ...after }), 'EUR');

describe('between two statements', () => {
  it('nothing is missing when numbers and balances continue', () => {
    expect(gap({ number: 7, closing: 500 }, { number: 8, opening: 500 })).toBeNull();
    expect(gap({ closing: 500 }, { opening: 500 })).toBeNull();
    expect(gap({ number: 7 }, { opening: 0 })).toBeNull();
  });

  it('the numbers between are missing, also when the balance continues', () => {
    expect(gap({ number: 7 }, { number: 8 })).toBeNull();
    expect(gap({ number: 7 }, { number: 9 })).toBe('statement 8');
    expect(gap({ number: 7 }, { number: 10 })).toBe('statements 8 to 9');
  });

  it('something is missing when the balance does not continue', () => {
    expect(gap({ closing: 500 }, { opening: 499 })).toBe(
      'what moved the balance from 5.00 on 2026-11-26 to 4.99',
    );
    expect(gap({ number: 7, closing: 500 }, { number: 8, opening: 501 })).toContain('to 5.01');
    expect(gap({ closing: null }, { opening: 500 })).toBeNull();
  });

  it('numbers begin anew with a year', () => {
    const last = { number: 250, closesOn: on('2026-12-31') };
    const january = (number: number) => gap(last, { number, closesOn: on('2027-01-04') });
    expect(january(251)).toBeNull();
    expect(january(1)).toBeNull();
    expect(january(2)).toBe('statement 1');
    expect(january(3)).toBe('statements 1 to 2');
    expect(gap({ number: 250 }, { number: 1 })).toBe('the statements between numbers 250 and 1');
  });

  it('numbers that are days of the year say nothing of days without a statement', () => {
    const friday = { number: 331, closesOn: on('2026-11-27') };
    expect(gap(friday, { number: 334, closesOn: on('2026-11-30') })).toBeNull();
    expect(gap({ ...friday, number: 26_331 }, { number: 26_334, closesOn: on('2026-11-30') })).toBeNull();
    expect(
      gap({ ...friday, number: 2_026_331 }, { number: 2_026_334, closesOn: on('2026-11-30') }),
    ).toBeNull();
    expect(gap({ ...friday, number: 26_330 }, { number: 26_333, closesOn: on('2026-11-30') })).toBe(
      'statements 26331 to 26332',
    );
    expect(gap({ ...friday, closing: 1 }, { number: 334, closesOn: on('2026-11-30') })).toContain('balance');
  });

  it('parts follow each other, and the last of them is waited for', () => {
    const part = (page: number, isLast: boolean) => ({ number: 7, page, isLast });
    expect(gap(part(1, false), part(2, true))).toBeNull();
    expect(gap(part(1, false), part(3, true))).toBe('part 2 of statement 7');
    expect(gap(part(1, false), { number: 8 })).toBe('the rest of statement 7');
    expect(gap({ number: 7 }, { number: 8, page: 2, isLast: true })).toBe('the first part of statement 8');
  });
});

describe('statements are complete', () => {
  const taken = (day: string, rest: Partial<TakenStatement> = {}): TakenStatement => ({
    ...link({ closesOn: on(day) }),
    isWhole: true,
    gap: null,
    isAccepted: false,
    ...rest,
  });

  it('through the last one, when none breaks off', () => {
    expect(completeThrough([])).toBeUndefined();
    expect(completeThrough([taken('2026-11-25'), taken('2026-11-26')])).toBe(on('2026-11-26'));
  });

  it.each([
    ['something is missing before it', { gap: 'statement 8' }],
    ['its entries could not all be read', { isWhole: false }],
  ])('through the one before that where %s, unless a person says that it counts', (_, rest) => {
    const first = taken('2026-11-25');
    expect(completeThrough([first, taken('2026-11-26', rest), taken('2026-11-27')])).toBe(on('2026-11-25'));
    expect(completeThrough([taken('2026-11-26', rest)])).toBeUndefined();
    expect(
      completeThrough([first, taken('2026-11-26', { ...rest, isAccepted: true }), taken('2026-11-27')]),
    ).toBe(on('2026-11-27'));
  });

  it('not through a part after which others come', () => {
    expect(completeThrough([taken('2026-11-25'), taken('2026-11-26', { page: 1, isLast: false })])).toBe(
      on('2026-11-25'),
    );
  });

  it.each([
    ['statement 8', /: statement 8 is missing before/],
    ['statements 8 to 9', /: statements 8 to 9 are missing before/],
    ['what moved the balance from 1.00 on 2026-11-25 to 2.00', /to 2\.00 is missing before/],
  ])('says of %s that it is missing', (gap, words) => {
    expect(breakInWords('NL02', taken('2026-11-26', { gap }))).toMatch(words);
  });

  it('in the order of days, numbers and parts', () => {
    const rows = [
      link({ closesOn: on('2026-11-27'), number: 1 }),
      link({ number: 8, page: 2 }),
      link({ number: 8, page: 1 }),
      link({ number: 7 }),
    ];
    expect(rows.toSorted(compareStatements)).toEqual([rows[3], rows[2], rows[1], rows[0]]);
  });
});
