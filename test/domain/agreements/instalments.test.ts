import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instalmentsOf, type PlanTerms } from '../../../domain/agreements/instalments.ts';
import { formatDay } from '../../../domain/kernel/day.ts';
import { day } from '../invoice/an-invoice.ts';

function plan(terms: Partial<PlanTerms> & Pick<PlanTerms, 'by'>): string[] | undefined {
  return instalmentsOf({
    ...{ total: 10_000, currency: 'EUR', every: 'month', firstOn: day('2026-01-31'), rounding: 'none' },
    ...terms,
  })?.map(({ nr, dueOn, amount }) => `${nr}. ${formatDay(dueOn)} ${amount}`);
}

describe('a plan', () => {
  it('of three is reckoned in cents, with the difference in the last', () => {
    expect(plan({ by: { count: 3 } })).toEqual([
      '1. 2026-01-31 3333',
      '2. 2026-02-28 3333',
      '3. 2026-03-31 3334',
    ]);
  });

  it('is made of whole units where it is wanted so, with the difference in the last', () => {
    expect(plan({ by: { count: 3 }, total: 10_050, rounding: 'whole' })).toEqual([
      '1. 2026-01-31 3300',
      '2. 2026-02-28 3300',
      '3. 2026-03-31 3450',
    ]);
  });

  it('comes each week on the same day of it', () => {
    expect(plan({ by: { count: 2 }, every: 'week' })).toEqual(['1. 2026-01-31 5000', '2. 2026-02-07 5000']);
  });

  it('of a fixed amount takes as many as it needs, the last with what is left', () => {
    expect(plan({ by: { amount: 4_000 } })).toEqual([
      '1. 2026-01-31 4000',
      '2. 2026-02-28 4000',
      '3. 2026-03-31 2000',
    ]);
  });

  it('of an amount beyond the total is one instalment', () => {
    expect(plan({ by: { amount: 20_000 } })).toEqual(['1. 2026-01-31 10000']);
  });

  it('of one instalment is one day that comes later', () => {
    expect(plan({ by: { count: 1 }, firstOn: day('2026-06-01') })).toEqual(['1. 2026-06-01 10000']);
  });

  it.each([
    [3, 'none', 3],
    [3, 'none', 2],
    [300, 'whole', 3],
    [299, 'whole', 3],
  ] as const)(
    'of a total of %i rounded %s in %i parts is there only when each is something',
    (total, rounding, count) => {
      const each = Math.floor(total / count / (rounding === 'whole' ? 100 : 1));
      expect(plan({ total, rounding, by: { count } }) === undefined).toBe(each === 0);
    },
  );

  it('knows that yen have no smaller unit', () => {
    expect(plan({ total: 100, currency: 'JPY', rounding: 'whole', by: { count: 3 } })?.at(-1)).toBe(
      '3. 2026-03-31 34',
    );
  });
});

it('whatever is agreed: the instalments sum up to the total, none is nothing, each comes after the one before', () => {
  const terms = fc.record({
    total: fc.integer({ min: 1, max: 10_000_000 }),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
    every: fc.constantFrom('week' as const, 'month' as const),
    firstOn: fc.integer({ min: day('2024-01-01'), max: day('2030-12-31') }),
    rounding: fc.constantFrom('none' as const, 'whole' as const),
    by: fc.oneof(
      fc.record({ count: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ amount: fc.integer({ min: 100_000, max: 1_000_000 }) }),
    ),
  });
  fc.assert(
    fc.property(terms, (given) => {
      const made = instalmentsOf(given);
      if (made === undefined) return;
      expect(made.reduce((sum, { amount }) => sum + amount, 0)).toBe(given.total);
      expect(made.every(({ amount }) => amount > 0)).toBe(true);
      expect(made.every(({ dueOn }, i) => i === 0 || dueOn > (made[i - 1]?.dueOn ?? 0))).toBe(true);
      if ('count' in given.by) expect(made).toHaveLength(given.by.count);
    }),
  );
});
