import { describe, expect, it } from 'vitest';
import type { Level } from '../../../domain/invoice/policy.ts';
import type { ChargeRules, FeeRule, InterestRule } from '../../../domain/money/charge-rules.ts';
import { problemsOfCharges } from '../../../domain/money/problems/problems-of-charges.ts';
import { day } from './statutory.ts';

type CostsRule = ChargeRules['costs']['consumer'];
const NONE = { kind: 'none' } as const;
const STATUTORY = { kind: 'statutory' } as const;
const fixed = (amount: number) => ({ kind: 'fixed', amount }) as const;
const to = <Rule>(consumer: Rule, business: Rule) => ({ consumer, business });
const CHARGES: ChargeRules = {
  fees: {},
  interest: to<InterestRule>(NONE, NONE),
  costs: to<CostsRule>(NONE, NONE),
  vatOnCosts: null,
  allocation: ['costs', 'interest', 'principal'],
};

/** Reminders on these days after the due date, then a notice; each as many days after the one before. */
function path(days: readonly number[], paymentDays = 21): readonly Level[] {
  return days.map((daysAfterDue, i) => ({
    name: `level-${i + 1}`,
    kind: i === days.length - 1 ? 'notice' : 'reminder',
    daysAfterDue,
    ...(i === 0 ? {} : { minDaysSincePrevious: daysAfterDue - days[i - 1]! }),
    ...(i === days.length - 1 ? { paymentDays } : {}),
  }));
}

function problems(
  [country, currency = 'EUR', on = '2026-06-01']: readonly [string, string?, string?],
  charges: Partial<ChargeRules>,
  levels = path([14, 28, 42]),
) {
  return problemsOfCharges({ levels, charges: { ...CHARGES, ...charges }, country, currency, on: day(on) });
}
const refused = (...asked: Parameters<typeof problems>) =>
  problems(...asked).refused.map((one) => `${one.path.join('.')}: ${one.reason}`);
const notes = (...asked: Parameters<typeof problems>) => problems(...asked).notes.map(({ reason }) => reason);
/** Fees for consumers by level. */
const fees = (...rules: readonly FeeRule[]) => ({
  fees: Object.fromEntries(rules.map((rule, i) => [`level-${i + 1}`, to<FeeRule>(rule, NONE)])),
});

describe('a policy without charges', () => {
  it.each(['NL', 'DE-BY', 'BE'])('has no problem: %s', (country) => {
    expect(problems([country], {})).toEqual({ refused: [], notes: [] });
  });
});

describe('fees above the limit of the law', () => {
  it.each<[string, string, string, number, RegExp]>([
    ['DK', 'DKK', '2026-06-01', 10_000, /at most 100.00 DKK may be charged \(rentelov § 9 b\)/],
    [
      'SE',
      'SEK',
      '2026-06-01',
      6_000,
      /asks 60.01 SEK of consumers, but with a reminder at most 60.00 SEK .*1981:739/,
    ],
    ['NO', 'NOK', '2025-12-31', 3_500, /at most 35.00 NOK may be charged \(inkassoforskriften/],
    ['FI', 'EUR', '2026-06-01', 500, /at most 5.00 EUR may be charged/],
  ])(
    '%s in %s on %s: one cent above %i is refused with the article',
    (country, currency, on, limit, reason) => {
      const asked = [country, currency, on] as const;
      expect(refused(asked, fees(fixed(limit - 1)))).toEqual([]);
      expect(refused(asked, fees(fixed(limit)))).toEqual([]);
      expect(refused(asked, fees(fixed(limit + 1)))).toEqual([expect.stringMatching(reason)]);
    },
  );

  it('are any towards Dutch consumers, and none towards businesses', () => {
    const five = fixed(500);
    expect(refused(['NL'], { fees: { 'level-2': to<FeeRule>(five, five) } })).toEqual([
      expect.stringMatching(/^fees.level-2.consumer: asks 5.00 EUR .* none may be charged \(art. 6:96/),
    ]);
    expect(refused(['NL'], fees({ kind: 'percent', rate: 10_000 }))).toEqual([
      expect.stringMatching(/asks a fee of consumers, but with a reminder none may be charged/),
    ]);
  });

  it('take the dearest letter of a scale for the limit of a notice', () => {
    expect(refused(['FI'], fees(NONE, NONE, fixed(5_000)))).toEqual([]);
    expect(refused(['FI'], fees(NONE, NONE, fixed(5_001)))).toEqual([
      expect.stringMatching(/with a notice at most 50.00 EUR/),
    ]);
  });
});

describe('fees at a time when the law allows none', () => {
  it.each([
    [13, ['fees.level-1.consumer']],
    [14, []],
    [15, []],
  ])('NO: on day %i after the due date', (first, expected) => {
    const found = refused(['NO', 'NOK', '2025-06-01'], fees(fixed(3_500)), path([first, 30, 60]));
    expect(found.map((one) => one.split(': ')[0])).toEqual(expected);
    if (expected.length > 0) expect(found[0]).toMatch(/write daysAfterDue: 14 or no fee/);
  });

  it('count the gaps of the levels before: a level that never comes before day 14 may charge one', () => {
    const levels: readonly Level[] = [
      { name: 'level-1', kind: 'reminder', daysAfterDue: 4 },
      { name: 'level-2', kind: 'notice', daysAfterDue: 5, minDaysSincePrevious: 10, paymentDays: 14 },
    ];
    expect(refused(['NO', 'NOK', '2025-06-01'], fees(NONE, fixed(3_500)), levels)).toEqual([]);
    const sooner = levels.map((level) =>
      level.minDaysSincePrevious ? { ...level, minDaysSincePrevious: 9 } : level,
    );
    expect(refused(['NO', 'NOK', '2025-06-01'], fees(NONE, fixed(3_500)), sooner)).toHaveLength(1);
  });

  it.each([
    ['DK', 'DKK', 9, 1],
    ['DK', 'DKK', 10, 0],
    ['DK', 'DKK', 11, 0],
    ['FI', 'EUR', 13, 1],
    ['FI', 'EUR', 14, 0],
    ['FI', 'EUR', 15, 0],
  ])('%s in %s: %i days after the letter before', (country, currency, gap, count) => {
    const found = refused([country, currency], fees(NONE, fixed(500)), path([14, 14 + gap, 60]));
    expect(found).toHaveLength(count);
    if (count > 0) expect(found[0]).toMatch(/write minDaysSincePrevious: \d+ or no fee/);
  });

  it('BE: with the first letter', () => {
    expect(refused(['BE'], fees(fixed(1)))).toEqual([
      expect.stringMatching(/^fees.level-1.consumer: the first letter to consumers is free \(art. XIX.2/),
    ]);
    expect(refused(['BE'], fees(fixed(0), fixed(750)))).toEqual([]);
  });

  it.each([
    ['NO', 'NOK', '2025-06-01', 2],
    ['DK', 'DKK', '2026-06-01', 3],
  ])('%s in %s on %s: in more than %i letters', (country, currency, on, most) => {
    const count = (letters: number) =>
      refused(
        [country, currency, on],
        fees(...Array.from({ length: letters }, () => fixed(100))),
        path([14, 28, 42, 56, 70]),
      );
    expect(count(most)).toEqual([]);
    expect(count(most + 1)).toEqual([
      expect.stringMatching(
        new RegExp(`^fees.level-${most + 1}.consumer: .* at most ${most} may charge one`),
      ),
    ]);
  });
});

describe('statutory charges without a table', () => {
  it.each<[string, string, Partial<ChargeRules>, RegExp]>([
    [
      'DE-BY',
      'EUR',
      fees(STATUTORY),
      /^fees.level-1.consumer: no law names the fees .*; write the amount of the fee, or none/,
    ],
    ['NO', 'NOK', fees(STATUTORY), /fees of letters NO ends on 2025-12-31/],
    [
      'DK',
      'DKK',
      { interest: to<InterestRule>({ ...STATUTORY, start: 'law' }, NONE) },
      /^interest.consumer: there is no table .* interest: \{ rate: "8.00" \}/,
    ],
    [
      'SE',
      'SEK',
      { interest: to<InterestRule>(NONE, { ...STATUTORY, start: 'law' }) },
      /^interest.business: .* says nothing of 2026-06-01|^$/,
    ],
    [
      'NO',
      'NOK',
      { interest: to<InterestRule>({ ...STATUTORY, start: 'law' }, NONE) },
      /interest NO ends on 2025-06-30/,
    ],
    [
      'DE-BY',
      'EUR',
      { costs: to<CostsRule>(STATUTORY, NONE) },
      /^costs.consumer: there is no table of collection costs/,
    ],
    ['NO', 'NOK', { costs: to<CostsRule>(NONE, STATUTORY) }, /^costs.business: .* ends on 2025-06-30/],
  ])('are refused by name: %s in %s', (country, currency, charges, reason) => {
    // Sweden's table has a value on 1 June 2026, and none on 1 July.
    const on = country === 'SE' ? '2026-07-01' : '2026-06-01';
    const found = refused([country, currency, on], charges);
    expect(found).toHaveLength(1);
    if (country === 'SE')
      expect(found[0]).toMatch(/interest SE ends on 2026-06-30 and says nothing of 2026-07-01/);
    else expect(found[0]).toMatch(reason);
  });
});

describe('what is not covered', () => {
  it.each<[string, string, Partial<ChargeRules>, RegExp]>([
    ['DE-BY', 'EUR', fees(fixed(300), fixed(300)), /^fees of consumers in DE-BY in EUR are not covered/],
    ['NO', 'NOK', fees(fixed(99_999)), /fees of letters NO ends on 2025-12-31 .* not held against it/],
    [
      'CH-ZH',
      'CHF',
      { interest: to<InterestRule>({ kind: 'own', rates: [{ from: null, rate: 1 }], start: 'due' }, NONE) },
      /a rate of your own for consumers in CH-ZH is not covered/,
    ],
    [
      'CH-ZH',
      'CHF',
      { costs: to<CostsRule>(fixed(5_000), NONE) },
      /costs of consumers in CH-ZH are not covered/,
    ],
    [
      'FI',
      'EUR',
      { fees: { 'level-3': to<FeeRule>(NONE, fixed(10_500)) } },
      /the limit of a notice is not covered/,
    ],
  ])('is said once and not refused: %s in %s', (country, currency, charges, note) => {
    expect(refused([country, currency], charges)).toEqual([]);
    expect(notes([country, currency], charges)).toEqual([expect.stringMatching(note)]);
  });

  it('may be what no program sees: an agreement on the fee', () => {
    expect(notes(['SE', 'SEK'], fees(fixed(6_000)))).toEqual([
      expect.stringMatching(/only where it was agreed/),
    ]);
  });
});

describe('interest of the creditor towards Belgian consumers', () => {
  const own = (...rates: readonly [from: string | null, rate: number][]) => ({
    interest: to<InterestRule>(
      {
        kind: 'own',
        start: 'law',
        rates: rates.map(([from, rate]) => ({ from: from === null ? null : day(from), rate })),
      },
      NONE,
    ),
  });

  it.each([
    [104_999, 0],
    [105_000, 0],
    [105_001, 1],
  ])('of %i millionths is refused above that of businesses', (rate, count) => {
    const found = refused(['BE'], own([null, rate]));
    expect(found).toHaveLength(count);
    if (count > 0)
      expect(found[0]).toMatch(/asks 10.5001 % .* at most 10.50 % may be agreed \(art. XIX.4 CEL/);
  });

  it('is judged by what holds from now on', () => {
    expect(refused(['BE'], own([null, 120_000], ['2026-06-01', 90_000]))).toEqual([]);
    expect(refused(['BE'], own([null, 120_000], ['2026-06-02', 90_000]))).toHaveLength(1);
    expect(refused(['BE'], own([null, 90_000], ['2026-07-01', 120_000]))).toHaveLength(1);
  });

  it('cannot start with the due date', () => {
    const charges = {
      interest: to<InterestRule>({ ...STATUTORY, start: 'due' }, { ...STATUTORY, start: 'due' }),
    };
    expect(refused(['BE'], charges)).toEqual([
      expect.stringMatching(/^interest.consumer: cannot start with the due date/),
    ]);
    expect(refused(['NL'], charges)).toEqual([]);
    expect(notes(['DE-BY'], charges)).toEqual([expect.stringMatching(/§ 286 Abs. 2 BGB/)]);
  });
});

describe('costs of Dutch consumers', () => {
  it.each([
    [13, 1, 0],
    [14, 0, 1],
    [15, 0, 1],
    [20, 0, 1],
    [21, 0, 0],
  ])('after a notice with %i payment days: %i refused, %i noted', (paymentDays, refusals, noted) => {
    const found = problems(
      ['NL'],
      { costs: to<CostsRule>(STATUTORY, STATUTORY) },
      path([14, 28], paymentDays),
    );
    expect([found.refused.length, found.notes.length]).toEqual([refusals, noted]);
    if (refusals > 0)
      expect(found.refused[0]?.reason).toMatch(/write paymentDays: 14 or more \(art. 6:96 lid 6 BW\)/);
  });

  it('of the creditor are noted to be capped', () => {
    expect(notes(['NL'], { costs: to<CostsRule>(fixed(9_000), NONE) })).toEqual([
      expect.stringMatching(/never more than collection costs NL \(Besluit BIK\) is charged/),
    ]);
  });
});

it('a flat sum beside fees of letters towards businesses is noted', () => {
  const charges = {
    fees: { 'level-2': to<FeeRule>(NONE, fixed(500)) },
    costs: to<CostsRule>(NONE, STATUTORY),
  };
  expect(notes(['DE-BY'], charges)).toEqual([
    expect.stringMatching(/fees of businesses in DE-BY in EUR are not covered/),
    expect.stringMatching(/flat sum DE \(businesses\) covers recovery costs up to its amount/),
  ]);
});
