import { describe, expect, it } from 'vitest';
import { breachesOf, coverageOf, type LevelTerms, type PathTerms } from '../../../domain/letters/path-law.ts';

const reminder = (terms: Partial<LevelTerms> = {}): LevelTerms => ({
  kind: 'reminder',
  daysAfterDue: 14,
  gap: 14,
  paymentDays: null,
  hasFee: false,
  ...terms,
});
const notice = (terms: Partial<LevelTerms> = {}): LevelTerms => ({
  ...reminder(terms),
  kind: 'notice',
  paymentDays: 14,
  ...terms,
});
const judge = (country: string, levels: readonly LevelTerms[], more: Partial<PathTerms> = {}) =>
  breachesOf({ country, levels, postalDays: 0, hasCosts: false, longestTermByPost: 0, ...more }).map(
    ({ level, key, reason }) => `${level}.${key} ${/write (\d+)/.exec(reason)?.[1] ?? 'leave out'}`,
  );

const fee = { hasFee: true } as const;

describe('NL: before a consumer owes collection costs', () => {
  const costs = { hasCosts: true, longestTermByPost: 20 };
  it.each([
    [13, 0, ['0.paymentDays 14']],
    [14, 0, ['0.paymentDays 20']],
    [19, 0, ['0.paymentDays 20']],
    [20, 0, []],
    [14, 5, ['0.paymentDays 15']],
    [14, 6, []],
  ])('a notice with %i days and %i in the post', (paymentDays, postalDays, broken) => {
    expect(judge('NL', [notice({ paymentDays })], { ...costs, postalDays })).toEqual(broken);
  });

  it('has its fourteen days only where costs are asked for', () => {
    expect(judge('NL', [notice({ paymentDays: 1 })], { longestTermByPost: 20 })).toEqual([]);
  });
});

describe('BE: the first reminder', () => {
  const be = (levels: readonly LevelTerms[], postalDays = 0) =>
    judge('BE', levels, { longestTermByPost: 18, postalDays });

  it('is free', () => {
    expect(be([reminder(fee), notice({ gap: 30 })])).toEqual(['0.fee leave out']);
    expect(be([notice(fee)])).toEqual(['0.fee leave out']);
    expect(be([reminder(), notice()])).toEqual([]);
  });

  it.each([
    [18, 0, ['1.minDaysSincePrevious 19']],
    [19, 0, []],
    [20, 0, []],
    [14, 9, ['1.minDaysSincePrevious 15']],
    [15, 9, []],
  ])('leaves its days before a second one costs something: gap %i, %i in the post', (gap, postal, broken) => {
    expect(be([reminder(), reminder({ gap, ...fee }), notice()], postal)).toEqual(broken);
  });

  it('counts the gaps of levels in between that cost nothing', () => {
    expect(be([reminder(), reminder({ gap: 10 }), notice({ gap: 9, ...fee })])).toEqual([]);
    expect(be([reminder(), reminder({ gap: 10 }), notice({ gap: 8, ...fee })])).toEqual([
      '2.minDaysSincePrevious 9',
    ]);
  });
});

describe('NO', () => {
  it.each([
    [13, ['0.paymentDays 14']],
    [14, []],
    [15, []],
  ])('the inkassovarsel leaves %i days', (paymentDays, broken) => {
    expect(judge('NO', [notice({ paymentDays })])).toEqual(broken);
  });

  it.each([
    [13, ['0.daysAfterDue 14']],
    [14, []],
    [15, []],
  ])('a fee comes %i days after the due date', (daysAfterDue, broken) => {
    expect(judge('NO', [reminder({ daysAfterDue, ...fee }), notice()])).toEqual(broken);
    expect(judge('NO', [reminder({ daysAfterDue }), notice()])).toEqual([]);
  });

  it('two letters cost something, not three', () => {
    expect(judge('NO', [reminder(fee), reminder(), notice(fee)])).toEqual([]);
    expect(judge('NO', [reminder(fee), reminder(fee), notice(fee)])).toEqual(['2.fee leave out']);
  });
});

describe('FI and DK', () => {
  it.each([
    ['FI', 13, ['1.minDaysSincePrevious 14']],
    ['FI', 14, []],
    ['FI', 15, []],
    ['DK', 9, ['1.minDaysSincePrevious 10']],
    ['DK', 10, []],
    ['DK', 11, []],
  ])('in %s a second fee comes %i days after the first', (country, gap, broken) => {
    expect(judge(country, [reminder(fee), reminder({ gap, ...fee }), notice()])).toEqual(broken);
  });

  it('a level in between that costs nothing leaves its days', () => {
    const levels = [reminder(fee), reminder({ gap: 4 }), notice({ gap: 6, ...fee })];
    expect(judge('DK', levels)).toEqual([]);
    expect(judge('FI', levels)).toEqual(['2.minDaysSincePrevious 10']);
  });

  it('in FI a reminder costs something from 14 days after the due date', () => {
    expect(judge('FI', [reminder({ daysAfterDue: 13, ...fee }), notice()])).toEqual(['0.daysAfterDue 14']);
  });

  it('in DK three letters cost something, not four', () => {
    const three = [reminder(fee), reminder(fee), reminder(fee)];
    expect(judge('DK', [...three, notice()])).toEqual([]);
    expect(judge('DK', [...three, notice(fee)])).toEqual(['3.fee leave out']);
  });
});

describe('where nothing is known', () => {
  it.each(['DE-BY', 'AT', 'CH-ZH', 'SE'])('nothing of a policy in %s is refused', (country) => {
    expect(
      judge(country, [reminder({ daysAfterDue: 0, ...fee }), notice({ gap: 0, paymentDays: 1 })]),
    ).toEqual([]);
  });

  it('that is said', () => {
    expect(coverageOf('DE-BY')).toMatchObject({
      isCovered: false,
      says: expect.stringMatching(/law of DE .* is not looked at/),
    });
    expect(coverageOf('constructor').isCovered).toBe(false);
    expect(coverageOf('NL')).toMatchObject({
      isCovered: true,
      says: expect.stringMatching(/law of NL this is looked at: the fourteen days/),
    });
  });
});
