import { describe, expect, it } from 'vitest';
import type { CustomerKind } from '../../../domain/kernel/customer-kind.ts';
import { formatDay, parseDay } from '../../../domain/kernel/day.ts';
import { type Accrual, accrueInterest } from '../../../domain/money/accrual.ts';
import { interestTerms } from '../../../domain/money/interest-terms.ts';
import { formatRate } from '../../../domain/money/rate.ts';

const day = (text: string) => parseDay(text)!;

/** Interest on one principal by the law of a country, from a day up to and including another. */
function statutory(
  country: string,
  kind: CustomerKind,
  principal: number,
  from: string,
  through: string,
): Accrual {
  const found = interestTerms({ kind: 'statutory', start: 'law' }, country, kind);
  if (!found.ok || found.terms === null) throw new Error(JSON.stringify(found));
  const standings = [{ from: day(from), principal, interestSettled: 0 }];
  return accrueInterest({ terms: found.terms, from: day(from), through: day(through), standings });
}

const lines = (accrual: Accrual) =>
  accrual.ok
    ? accrual.segments.map((s) =>
        [formatDay(s.from), s.days, formatRate(s.rate), s.principal + s.capitalised, s.amount].join(' '),
      )
    : [accrual.reason];
const total = (accrual: Accrual) => (accrual.ok ? accrual.total : accrual.reason);

describe('statutory interest of the Netherlands', () => {
  it('A: 5,000 of a consumer in default since 2024-03-15, through the day before 2026-06-15', () => {
    const a = statutory('NL', 'consumer', 500_000, '2024-03-15', '2026-06-14');
    expect(lines(a)).toEqual([
      '2024-03-15 292 7.00 % 500000 28000',
      '2025-01-01 73 6.00 % 500000 6000',
      '2025-03-15 292 6.00 % 534000 25632',
      '2026-01-01 73 4.00 % 534000 4272',
      '2026-03-15 92 4.00 % 563904 5685',
    ]);
    expect(total(a)).toBe(69_589);
  });

  it.each<[string, CustomerKind, number, string, string, number]>([
    ['B', 'consumer', 100_000, '2025-10-01', '2026-03-31', 2498],
    ['C', 'business', 1_000_000, '2026-05-01', '2026-08-31', 34_629],
    ['D', 'business', 1_000_000, '2025-03-01', '2026-02-28', 104_842],
    ['E', 'consumer', 25_000, '2026-01-15', '2026-11-21', 852],
  ])('%s: a %s owes %i cents from %s through %s', (_, kind, principal, from, through, expected) => {
    expect(total(statutory('NL', kind, principal, from, through))).toBe(expected);
  });
});
