import { CustomerKind } from '../../domain/kernel/customer-kind.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { collectionCosts } from '../../domain/money/costs.ts';
import { COSTS_LAWS, type CostsAfter, type CostsWith } from '../../domain/money/costs-law.ts';
import { costsWith } from '../../domain/money/costs-ready.ts';
import { PERCENT } from '../../domain/money/rate.ts';
import { amount, day, rows, scale } from './write.ts';

const WITH: Readonly<Record<CostsWith, string>> = {
  LETTER: 'the first letter',
  LISTING: 'the listing (mode 10: the transfer)',
  TRANSFER: 'the transfer',
};
const AFTER: Readonly<Record<CostsAfter, string>> = {
  NOTHING: '',
  FOURTEEN_DAY_LETTER: ', after the 14 days of the notice',
  REMINDER_TERM: ', after the 14 days of the first reminder',
};

export function costsTables(): string {
  const body = Object.entries(COSTS_LAWS).flatMap(([country, law]) =>
    Object.values(CustomerKind).flatMap((kind) => {
      const one = law[kind];
      if (one === undefined) return [];
      return one.scales.rows.map(({ from, until, value, source }) => [
        country,
        kind,
        `${formatDay(from)} ${until === null ? 'on' : `to ${formatDay(until)}`}`,
        `${scale(value)} ${one.currency}`,
        `${WITH[costsWith(country, kind)]}${AFTER[one.after]}`,
        one.scales.law,
        source,
      ]);
    }),
  );
  return rows(['country', 'towards', 'from', 'costs', 'booked with', 'law', 'source'], body);
}

/** Some amounts on the Dutch scale, and three invoices together. */
export function costsExamples(): string {
  const costsOf = (principals: readonly number[], vatOnCosts: number | null = null) => {
    const costs = collectionCosts({
      rules: {
        costs: { consumer: { kind: 'statutory' }, business: { kind: 'statutory' } },
        vatOnCosts,
      },
      country: 'NL',
      currency: 'EUR',
      kind: CustomerKind.consumer,
      on: day('2026-06-01'),
      claims: principals.map((principal, i) => ({ number: String(i + 1), principal })),
    });
    if (!costs.ok) throw new Error(costs.reason);
    return costs;
  };
  const single = [5_000, 26_667, 100_000, 350_000, 500_000, 2_500_000].map((principal) => {
    const { costs, vat } = costsOf([principal], 21 * PERCENT);
    return [amount(principal), amount(costs), amount(vat), amount(costs + vat)];
  });
  const three = costsOf([10_000, 10_000, 10_000]);
  return [
    rows(['principal', 'costs NL', 'VAT 21 %', 'together'], single),
    `Three invoices of 100.00 in one case: ${amount(three.costs)} on 300.00, as ${three.shares.map((share) => amount(share.costs)).join(', ')}; each alone would have cost 40.00.`,
  ].join('\n\n');
}
