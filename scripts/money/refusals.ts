import { type Level, LevelKind } from '../../domain/invoice/policy.ts';
import type { ChargeRules } from '../../domain/money/charge-rules.ts';
import { problemsOfCharges } from '../../domain/money/problems/problems-of-charges.ts';
import { PERCENT } from '../../domain/money/rate.ts';
import { day, rows } from './write.ts';

const LEVELS: readonly Level[] = [
  { name: 'reminder', kind: LevelKind.reminder, daysAfterDue: 7 },
  {
    name: 'notice',
    kind: LevelKind.notice,
    daysAfterDue: 21,
    minDaysSincePrevious: 7,
    paymentDays: 10,
  },
];
const NONE = { kind: 'none' } as const;
const STATUTORY = { kind: 'statutory' } as const;
const both = <Rule>(rule: Rule) => ({ consumer: rule, business: rule });
const fixed = (amount: number) => ({ kind: 'fixed', amount }) as const;
const none: ChargeRules = {
  fees: {},
  interest: both(NONE),
  costs: both(NONE),
  vatOnCosts: null,
  allocation: ['costs', 'interest', 'principal'],
};

interface Asked {
  readonly country: string;
  readonly currency: string;
  readonly asks: string;
  readonly rules: Partial<ChargeRules>;
}

const ASKED: readonly Asked[] = [
  {
    country: 'NL',
    currency: 'EUR',
    asks: 'a fee of 5.00 with the reminder; costs: statutory; a notice with 10 payment days',
    rules: { fees: { reminder: both(fixed(500)) }, costs: both(STATUTORY) },
  },
  {
    country: 'BE',
    currency: 'EUR',
    asks: 'fees of 7.50 and 10.00; interest of 15 %',
    rules: {
      fees: { reminder: both(fixed(750)), notice: both(fixed(1_000)) },
      interest: both({ kind: 'own', rates: [{ from: null, rate: 15 * PERCENT }], start: 'due' }),
    },
  },
  {
    country: 'FI',
    currency: 'EUR',
    asks: 'a fee of 5.00 on day 7, and 7 days after it the notice of a demand',
    rules: { fees: { reminder: both(fixed(500)), notice: both(STATUTORY) } },
  },
  {
    country: 'NO',
    currency: 'NOK',
    asks: 'fees of 50.00 with both letters; interest: statutory',
    rules: {
      fees: { reminder: both(fixed(5_000)), notice: both(fixed(5_000)) },
      interest: both({ ...STATUTORY, start: 'law' }),
    },
  },
  {
    country: 'DK',
    currency: 'DKK',
    asks: 'fees of 120.00 and 100.00; interest: statutory',
    rules: {
      fees: { reminder: both(fixed(12_000)), notice: both(fixed(10_000)) },
      interest: both({ ...STATUTORY, start: 'law' }),
    },
  },
  {
    country: 'DE-BY',
    currency: 'EUR',
    asks: 'a fee of 3.00; costs: statutory',
    rules: { fees: { reminder: both(fixed(300)) }, costs: both(STATUTORY) },
  },
];

/** Some policies of 1 June 2026, with what publishing says to them. */
export function refusals(): string {
  const body = ASKED.map(({ country, currency, asks, rules }) => {
    const found = problemsOfCharges({
      levels: LEVELS,
      charges: { ...none, ...rules },
      country,
      currency,
      on: day('2026-06-01'),
    });
    const said = (problems: typeof found.refused) =>
      problems.map(({ path, reason }) => `${path.join('.')}: ${reason}`).join('<br>');
    return [country, asks, said(found.refused), said(found.notes)];
  });
  return rows(['country', 'policy', 'refused', 'noted'], body);
}
