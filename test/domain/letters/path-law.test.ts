import { describe, expect, it } from 'vitest';
import { breachesOf, coverageOf, type LevelTerms } from '../../../domain/letters/path-law.ts';

const reminder = (terms: Partial<LevelTerms> = {}): LevelTerms => ({
  kind: 'reminder',
  gap: 14,
  paymentDays: null,
  hasFee: false,
  ...terms,
});
const notice = (terms: Partial<LevelTerms> = {}): LevelTerms => ({
  ...reminder(),
  kind: 'notice',
  paymentDays: 14,
  ...terms,
});
const judge = (country: string, levels: readonly LevelTerms[], postalDays = 0) =>
  breachesOf({ country, levels, postalDays, longestReminderTerm: 18 }).map(
    ({ level, key, reason }) => `${level}.${key} ${/write (\d+)/.exec(reason)?.[1]}`,
  );

const fee = { hasFee: true } as const;

describe('BE: the term of the first reminder', () => {
  it.each([
    [18, 0, ['1.minDaysSincePrevious 19']],
    [19, 0, []],
    [20, 0, []],
    [14, 9, ['1.minDaysSincePrevious 15']],
    [15, 9, []],
  ])('is over before a second one costs something: gap %i, %i in the post', (gap, postal, broken) => {
    expect(judge('BE', [reminder(), reminder({ gap, ...fee }), notice()], postal)).toEqual(broken);
  });

  it('counts the gaps of levels in between that cost nothing', () => {
    expect(judge('BE', [reminder(), reminder({ gap: 10 }), notice({ gap: 9, ...fee })])).toEqual([]);
    expect(judge('BE', [reminder(), reminder({ gap: 10 }), notice({ gap: 8, ...fee })])).toEqual([
      '2.minDaysSincePrevious 9',
    ]);
  });

  it('does not matter where nothing is charged', () => {
    expect(judge('BE', [reminder(), reminder({ gap: 1 }), notice({ gap: 1 })])).toEqual([]);
  });
});

describe('NO: the notice', () => {
  it.each([
    [13, ['0.paymentDays 14']],
    [14, []],
    [15, []],
  ])('leaves %i days', (paymentDays, broken) => {
    expect(judge('NO', [notice({ paymentDays })])).toEqual(broken);
  });
});

describe('where nothing is known', () => {
  it.each(['DE-BY', 'AT', 'CH-ZH', 'SE'])('no term or gap of a policy in %s is refused', (country) => {
    expect(judge(country, [reminder(fee), notice({ gap: 0, paymentDays: 1, ...fee })])).toEqual([]);
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
