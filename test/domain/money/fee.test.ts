import { describe, expect, it } from 'vitest';
import type { CustomerKind } from '../../../domain/kernel/customer-kind.ts';
import type { FeeRule } from '../../../domain/money/charge-rules.ts';
import { collectionCosts } from '../../../domain/money/costs.ts';
import { type EarlierLetter, feeOfLetter } from '../../../domain/money/fee.ts';
import { day } from './statutory.ts';

const DUE = '2026-03-02';
const letter = (on: string, fee: number, kind: 'reminder' | 'notice' = 'reminder'): EarlierLetter => ({
  on: day(on),
  kind,
  fee,
});

interface Asked {
  readonly rule?: FeeRule;
  readonly level?: 'reminder' | 'notice';
  readonly on?: string;
  readonly principal?: number;
  readonly earlier?: readonly EarlierLetter[];
}

function fee([country, kind, currency = 'EUR']: readonly [string, CustomerKind, string?], asked: Asked = {}) {
  return feeOfLetter({
    rule: asked.rule ?? { kind: 'statutory' },
    country,
    currency,
    kind,
    level: asked.level ?? 'reminder',
    on: day(asked.on ?? '2026-04-01'),
    dueOn: day(DUE),
    openPrincipal: asked.principal ?? 50_000,
    earlier: asked.earlier ?? [],
  });
}
const amount = (...asked: Parameters<typeof fee>) => {
  const found = fee(...asked);
  return found.ok ? found.amount : found.reason;
};

describe('a statutory fee', () => {
  it.each<[string, CustomerKind, string, number, number]>([
    ['SE', 'consumer', 'SEK', 6_000, 18_000],
    ['SE', 'business', 'SEK', 6_000, 18_000],
    ['DK', 'consumer', 'DKK', 10_000, 10_000],
    ['FI', 'consumer', 'EUR', 500, 2_400],
    ['FI', 'business', 'EUR', 1_200, 5_000],
    ['NL', 'consumer', 'EUR', 0, 0],
  ])('%s %s in %s is %i for a reminder and %i for a notice', (country, kind, currency, reminder, notice) => {
    expect(amount([country, kind, currency])).toBe(reminder);
    expect(amount([country, kind, currency], { level: 'notice' })).toBe(notice);
  });

  it.each([
    ['2013-03-15', 5_000, 16_000],
    ['2013-03-16', 6_000, 18_000],
    ['2013-03-17', 6_000, 18_000],
  ])('of Sweden is that of its day: on %s %i and %i', (on, reminder, notice) => {
    const asked = ['SE', 'consumer', 'SEK'] as const;
    expect([amount(asked, { on }), amount(asked, { on, level: 'notice' })]).toEqual([reminder, notice]);
  });

  it.each([
    [999, 1_000],
    [1_000, 1_400],
    [10_000, 1_400],
    [10_001, 2_400],
    [100_000, 2_400],
    [100_001, 5_000],
  ])('of a Finnish demand on %i cents is %i, and half of it for the second', (principal, expected) => {
    const asked = { level: 'notice', principal } as const;
    expect(amount(['FI', 'consumer'], asked)).toBe(expected);
    const earlier = [letter('2026-03-17', expected, 'notice')];
    expect(amount(['FI', 'consumer'], { ...asked, earlier })).toBe(expected / 2);
  });

  it.each<[string, CustomerKind, string, RegExp]>([
    [
      'NO',
      'consumer',
      'NOK',
      /fees of letters NO ends on 2025-12-31 and says nothing of 2026-04-01; write the amount/,
    ],
    ['DE-BY', 'consumer', 'EUR', /no table of fees for consumers in DE-BY in EUR; write the amount/],
    ['SE', 'consumer', 'EUR', /no table of fees for consumers in SE in EUR/],
  ])('%s %s in %s is refused by name where no table names it', (country, kind, currency, reason) => {
    expect(amount([country, kind, currency])).toMatch(reason);
  });
});

describe('a fee of the creditor', () => {
  const fixed = (value: number): Asked => ({ rule: { kind: 'fixed', amount: value } });

  it('stands where nothing restricts it', () => {
    expect(fee(['DE-BY', 'consumer'], fixed(300))).toEqual({
      ok: true,
      amount: 300,
      law: 'policy',
      source: 'policy',
      because: null,
    });
    expect(amount(['NL', 'business'], fixed(1_500))).toBe(1_500);
  });

  it('is a part of the open principal, half a cent up', () => {
    const percent: Asked = { rule: { kind: 'percent', rate: 15_000 } };
    expect(amount(['CH-ZH', 'consumer', 'CHF'], { ...percent, principal: 10_033 })).toBe(150);
    expect(amount(['CH-ZH', 'consumer', 'CHF'], { ...percent, principal: 10_034 })).toBe(151);
  });

  it('is never above what the law allows the letter, and says so', () => {
    const asked = ['DK', 'consumer', 'DKK'] as const;
    expect([amount(asked, fixed(9_999)), amount(asked, fixed(10_000))]).toEqual([9_999, 10_000]);
    expect(fee(asked, fixed(10_001))).toMatchObject({
      amount: 10_000,
      because: 'the law allows no more (rentelov § 9 b)',
    });
  });

  it('is none towards a Dutch consumer', () => {
    expect(fee(['NL', 'consumer'], fixed(500))).toMatchObject({
      amount: 0,
      because: expect.stringMatching(/art. 6:96/),
    });
  });

  it('is none where none is asked', () => {
    expect(amount(['NO', 'consumer', 'NOK'], { rule: { kind: 'none' } })).toBe(0);
  });
});

describe('the day of a fee', () => {
  const asked = { rule: { kind: 'fixed', amount: 3_500 } } as const;

  it.each([
    ['NO', 'NOK', '2026-03-15', 0],
    ['NO', 'NOK', '2026-03-16', 3_500],
    ['NO', 'NOK', '2026-03-17', 3_500],
    ['FI', 'EUR', '2026-03-15', 0],
    ['FI', 'EUR', '2026-03-16', 500],
  ])('is the 14th after the due date at the earliest: %s in %s on %s', (country, currency, on, expected) => {
    expect(amount([country, 'consumer', currency], { ...asked, on })).toBe(expected);
  });

  it.each([
    ['FI', 'EUR', '2026-04-13', 0],
    ['FI', 'EUR', '2026-04-14', 500],
    ['DK', 'DKK', '2026-04-09', 0],
    ['DK', 'DKK', '2026-04-10', 3_500],
  ])('is some days after the letter before: %s in %s on %s', (country, currency, on, expected) => {
    const earlier = [letter('2026-03-31', 0)];
    expect(amount([country, 'consumer', currency], { ...asked, on, earlier })).toBe(expected);
  });

  it('says which rule leaves the letter without one', () => {
    expect(fee(['NO', 'consumer', 'NOK'], { ...asked, on: '2026-03-10' })).toMatchObject({
      because: expect.stringMatching(
        /no fee before 2026-03-16, 14 days after the due date \(inkassoforskriften/,
      ),
    });
  });
});

describe('the number of letters with a fee', () => {
  const asked = { rule: { kind: 'fixed', amount: 3_500 }, on: '2026-06-01' } as const;
  const charged = (count: number) => Array.from({ length: count }, () => letter('2026-04-01', 3_500));

  it.each([
    ['NO', 'NOK', 1, 3_500],
    ['NO', 'NOK', 2, 0],
    ['NO', 'NOK', 3, 0],
    ['DK', 'DKK', 2, 3_500],
    ['DK', 'DKK', 3, 0],
    ['DK', 'DKK', 4, 0],
  ])('%s in %s: after %i others it is %i', (country, currency, others, expected) => {
    expect(amount([country, 'consumer', currency], { ...asked, earlier: charged(others) })).toBe(expected);
  });

  it('counts only those that charged one', () => {
    const free = [letter('2026-04-01', 0), letter('2026-04-08', 0), letter('2026-04-15', 3_500)];
    expect(amount(['NO', 'consumer', 'NOK'], { ...asked, earlier: free })).toBe(3_500);
  });

  it('begins with a free one in Belgium', () => {
    expect(amount(['BE', 'consumer'], {})).toBe(0);
    expect(amount(['BE', 'consumer'], { earlier: [letter('2026-03-10', 0)] })).toBe(750);
    expect(amount(['BE', 'business'], asked)).toBe(3_500);
  });
});

it('three Danish reminders and the hand-over cost 400.00, and a fourth reminder adds nothing', () => {
  const earlier: EarlierLetter[] = [];
  for (const on of ['2026-03-10', '2026-03-20', '2026-03-30', '2026-04-09']) {
    const charged = amount(['DK', 'consumer', 'DKK'], { on, earlier });
    earlier.push(letter(on, Number(charged)));
  }
  expect(earlier.map((one) => one.fee)).toEqual([10_000, 10_000, 10_000, 0]);
  const handedOver = collectionCosts({
    rules: { costs: { consumer: { kind: 'statutory' }, business: { kind: 'none' } }, vatOnCosts: null },
    country: 'DK',
    currency: 'DKK',
    kind: 'consumer',
    on: day('2026-05-01'),
    claims: [{ number: '1', principal: 50_000 }],
  });
  expect(earlier.reduce((all, one) => all + one.fee, handedOver.ok ? handedOver.costs : 0)).toBe(40_000);
});

describe('all fees of a Finnish consumer together', () => {
  it.each([
    [10_000, 5_700, 300],
    [10_000, 6_000, 0],
    [10_000, 6_100, 0],
    [10_001, 6_000, 500],
    [100_000, 11_900, 100],
    [100_001, 20_700, 300],
  ])('are capped: on %i cents after %i a reminder charges %i', (principal, before, expected) => {
    const asked = { on: '2026-06-01', principal, earlier: [letter('2026-04-01', before)] };
    expect(amount(['FI', 'consumer'], asked)).toBe(expected);
  });
});
