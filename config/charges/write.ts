import { formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import {
  type ChargeRules,
  type CostsRule,
  DEFAULT_ALLOCATION,
  type FeeRule,
  type InterestRule,
  InterestStart,
  type PerKind,
} from '../../domain/money/charge-rules.ts';
import { formatRate, type Rate } from '../../domain/money/rate.ts';

/** Rules for the money that dunning adds, as the keys of a policy that say the same. */
export function chargesFile({ interest, costs, vatOnCosts, allocation }: ChargeRules, currency: string) {
  return {
    ...unlessNone('interest', perKind(interest, interestFile)),
    ...unlessNone(
      'costs',
      perKind(costs, (rule) => costsFile(rule, currency)),
    ),
    ...(vatOnCosts === null ? {} : { vatOnCosts: percent(vatOnCosts) }),
    ...(allocation.join() === DEFAULT_ALLOCATION.join() ? {} : { allocation }),
  };
}

/** The fee of a level as its key; nothing where it has none. */
export function feeFile(charges: ChargeRules | undefined, level: string, currency: string) {
  const rules = charges?.fees[level];
  return rules === undefined ? {} : { fee: perKind(rules, (rule) => feeOf(rule, currency)) };
}

function unlessNone<Name extends string>(name: Name, written: unknown) {
  return written === 'none' ? {} : { [name]: written };
}

/** Written once where it is the same for both kinds. */
function perKind<Rule>({ consumer, business }: PerKind<Rule>, write: (rule: Rule) => unknown): unknown {
  const both = [write(consumer), write(business)];
  const isSame = JSON.stringify(both[0]) === JSON.stringify(both[1]);
  return isSame ? both[0] : { consumer: both[0], business: both[1] };
}

function feeOf(rule: FeeRule, currency: string): unknown {
  switch (rule.kind) {
    case 'none':
    case 'statutory':
      return rule.kind;
    case 'fixed':
      return formatAmount(rule.amount, currency);
    case 'percent':
      return { percent: percent(rule.rate) };
    default:
      return rule satisfies never;
  }
}

function interestFile(rule: InterestRule): unknown {
  if (rule.kind === 'none') return rule.kind;
  const rate = rule.kind === 'statutory' ? rule.kind : ownRates(rule.rates);
  const isPlain = rule.start === InterestStart.law && typeof rate === 'string';
  return isPlain ? rate : { rate, start: rule.start };
}

function ownRates(rates: Extract<InterestRule, { kind: 'own' }>['rates']): unknown {
  const written = rates.map(({ from, rate }) => ({
    ...(from === null ? {} : { from: formatDay(from) }),
    rate: percent(rate),
  }));
  return written.length === 1 && written[0]?.from === undefined ? written[0]?.rate : written;
}

function costsFile(rule: CostsRule, currency: string): unknown {
  return rule.kind === 'fixed' ? formatAmount(rule.amount, currency) : rule.kind;
}

/** `10.15`, as `parseRate` reads it. */
function percent(rate: Rate): string {
  return formatRate(rate).replace(' %', '');
}
