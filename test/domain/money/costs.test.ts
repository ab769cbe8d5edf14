import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustomerKind } from '../../../domain/kernel/customer-kind.ts';
import type { ChargeRules } from '../../../domain/money/charge-rules.ts';
import { collectionCosts } from '../../../domain/money/costs.ts';
import { costsWith } from '../../../domain/money/costs-ready.ts';
import { spread } from '../../../domain/money/scale.ts';
import { day } from './statutory.ts';

type Rule = ChargeRules['costs']['consumer'];

function costs(
  [country, kind, currency = 'EUR']: readonly [string, CustomerKind, string?],
  principals: readonly number[],
  {
    rule = { kind: 'statutory' },
    vatOnCosts = null,
    on = '2026-06-01',
  }: { rule?: Rule; vatOnCosts?: number | null; on?: string } = {},
) {
  return collectionCosts({
    rules: { costs: { consumer: rule, business: rule }, vatOnCosts },
    country,
    currency,
    kind,
    on: day(on),
    claims: principals.map((principal, i) => ({ number: `2026/${i + 1}`, principal })),
  });
}
const sum = (...asked: Parameters<typeof costs>) => {
  const found = costs(...asked);
  return found.ok ? found.costs : found.reason;
};

describe('Dutch collection costs', () => {
  it.each([
    [0, 0],
    [1, 4_000],
    [10_000, 4_000],
    [26_666, 4_000],
    [26_667, 4_000],
    [26_700, 4_005],
    [100_000, 15_000],
    [152_347, 22_852],
    [249_999, 37_500],
    [250_000, 37_500],
    [250_100, 37_510],
    [350_000, 47_500],
    [400_000, 52_500],
    [500_000, 62_500],
    [750_000, 75_000],
    [1_000_000, 87_500],
    [1_000_100, 87_501],
    [2_500_000, 102_500],
    [10_000_000, 177_500],
    [20_000_000, 277_500],
    [20_000_100, 277_501],
    [50_000_000, 427_500],
    [99_999_900, 677_500],
    [100_000_000, 677_500],
    [100_000_001, 677_500],
  ])('of %i cents are %i', (principal, expected) => {
    expect(sum(['NL', 'consumer'], [principal])).toBe(expected);
    expect(sum(['NL', 'business'], [principal])).toBe(expected);
  });

  it('are what an independent sum of the tiers says', () => {
    const tiers = [
      [250_000n, 1_500n],
      [250_000n, 1_000n],
      [500_000n, 500n],
      [19_000_000n, 100n],
      [10n ** 15n, 50n],
    ] as const;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000_000 }), (principal) => {
        let left = BigInt(principal);
        let tenThousandths = 0n;
        for (const [width, rate] of tiers) {
          const part = left < width ? left : width;
          tenThousandths += part * rate;
          left -= part;
        }
        const rounded = Number((tenThousandths + 5_000n) / 10_000n);
        expect(sum(['NL', 'consumer'], [principal])).toBe(Math.min(677_500, Math.max(4_000, rounded)));
      }),
    );
  });

  it.each([
    [350_000, 47_500, 9_975],
    [500_000, 62_500, 13_125],
  ])('of %i bear VAT where it cannot be deducted', (principal, net, vat) => {
    expect(costs(['NL', 'consumer'], [principal], { vatOnCosts: 210_000 })).toMatchObject({
      costs: net,
      vat,
    });
    expect(costs(['NL', 'consumer'], [principal])).toMatchObject({ costs: net, vat: 0 });
  });

  it('of several invoices are those of their sum, spread by principal, odd cents to the oldest', () => {
    const found = costs(['NL', 'consumer'], [10_000, 10_000, 10_001], { vatOnCosts: 210_000 });
    expect(found).toMatchObject({
      principal: 30_001,
      costs: 4_500,
      vat: 945,
      shares: [
        { number: '2026/1', costs: 1_500, vat: 315 },
        { number: '2026/2', costs: 1_500, vat: 315 },
        { number: '2026/3', costs: 1_500, vat: 315 },
      ],
    });
    expect(
      costs(['NL', 'consumer'], [10_000, 10_000, 10_000], { rule: { kind: 'fixed', amount: 100 } }),
    ).toMatchObject({ shares: [{ costs: 34 }, { costs: 33 }, { costs: 33 }] });
  });

  it('that the creditor asks of a consumer are never above the scale', () => {
    const ask = (amount: number, kind: CustomerKind) =>
      sum(['NL', kind], [50_000], { rule: { kind: 'fixed', amount } });
    expect([ask(7_499, 'consumer'), ask(7_500, 'consumer'), ask(7_501, 'consumer')]).toEqual([
      7_499, 7_500, 7_500,
    ]);
    expect(ask(9_000, 'business')).toBe(9_000);
  });
});

describe('collection costs of other countries', () => {
  it.each([
    [10_000, 2_000],
    [15_000, 2_000],
    [15_001, 3_000],
    [30_000, 4_500],
    [50_000, 6_500],
    [100_000, 9_000],
    [1_000_000, 54_000],
    [3_919_900, 199_995],
    [3_920_000, 200_000],
    [3_920_100, 200_000],
  ])('of a Belgian consumer on %i cents are %i', (principal, expected) => {
    expect(sum(['BE', 'consumer'], [principal])).toBe(expected);
  });

  it.each<[string, CustomerKind, string, string, number]>([
    ['DE-BY', 'business', 'EUR', '2026-06-01', 4_000],
    ['AT', 'business', 'EUR', '2026-06-01', 4_000],
    ['BE', 'business', 'EUR', '2026-06-01', 4_000],
    ['FI', 'business', 'EUR', '2026-06-01', 4_000],
    ['SE', 'business', 'SEK', '2026-06-01', 45_000],
    ['DK', 'business', 'DKK', '2026-06-01', 31_000],
    ['DK', 'consumer', 'DKK', '2026-06-01', 10_000],
    ['NO', 'business', 'NOK', '2022-12-31', 40_000],
    ['NO', 'business', 'NOK', '2023-01-01', 41_000],
    ['NO', 'business', 'NOK', '2025-06-30', 47_000],
  ])('%s %s: a flat sum in %s on %s', (country, kind, currency, on, expected) => {
    expect(sum([country, kind, currency], [100_000], { on })).toBe(expected);
    expect(sum([country, kind, currency], [0], { on })).toBe(0);
  });

  it.each<[string, CustomerKind, string, RegExp]>([
    [
      'NO',
      'business',
      'NOK',
      /standardkompensasjon NO \(businesses\) ends on 2025-06-30 and says nothing of 2026-06-01; write the amount into the policy: costs: "40.00", or costs: none/,
    ],
    ['DE-BY', 'consumer', 'EUR', /no table of collection costs for consumers in DE-BY; write the amount/],
    ['SE', 'business', 'EUR', /is in SEK, not EUR; write the amount/],
  ])('%s %s in %s are refused by name where no table names them', (country, kind, currency, reason) => {
    expect(sum([country, kind, currency], [100_000])).toMatch(reason);
    expect(sum([country, kind, currency], [100_000], { rule: { kind: 'fixed', amount: 2_500 } })).toBe(2_500);
    expect(sum([country, kind, currency], [100_000], { rule: { kind: 'none' } })).toBe(0);
  });

  it.each([
    ['NL', 'business', 'LISTING'],
    ['DE', 'business', 'LETTER'],
    ['DK', 'consumer', 'TRANSFER'],
    ['CH', 'consumer', 'LISTING'],
  ] as const)('%s %s are booked with the %s', (country, kind, expected) => {
    expect(costsWith(country, kind)).toBe(expected);
  });
});

describe('spreading a sum', () => {
  it('loses no cent, gives none more than a cent beyond its part, and nothing to what owes nothing', () => {
    const weights = fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.nat(100_000_000), weights, (whole, by) => {
        const parts = spread(whole, by);
        expect(parts.reduce((all, part) => all + part, 0)).toBe(whole);
        const all = by.reduce((a, b) => a + b, 0);
        if (all === 0) return;
        for (const [i, part] of parts.entries()) {
          const floor = Number((BigInt(whole) * BigInt(by[i]!)) / BigInt(all));
          expect([floor, floor + 1]).toContain(part);
          if (by[i] === 0) expect(part).toBe(0);
        }
      }),
    );
  });
});
