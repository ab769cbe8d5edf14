import { CustomerKind } from '../../domain/kernel/customer-kind.ts';
import { parseDay } from '../../domain/kernel/day.ts';
import {
  type Allocation,
  type ChargeRules,
  type CostsRule,
  DEFAULT_ALLOCATION,
  type FeeRule,
  type InterestRule,
  InterestStart,
  type PerKind,
} from '../../domain/money/charge-rules.ts';
import { parseRate, type Rate } from '../../domain/money/rate.ts';
import type { CreditorFile } from '../schema.ts';
import { minorOf } from '../values.ts';
import type { CostsFile, FeeFile, InterestFile } from './schema.ts';

type PolicyFile = CreditorFile['policy'];
/** One rule for all customers, or one by kind. */
type OfKind<File> = Exclude<File, { consumer: unknown }>;

/** The rules of a policy for the money that dunning adds; undefined where they add none, as without them. */
export function buildCharges(file: PolicyFile, currency: string): ChargeRules | undefined {
  const { levels, interest = 'none', costs = 'none', vatOnCosts, allocation } = file;
  const fees = levels.map(({ name, fee = 'none' }) => {
    const rules = perKind(fee, (one: OfKind<FeeFile>) => feeRule(one, currency));
    return [name, rules] as const;
  });
  const charges: ChargeRules = {
    fees: Object.fromEntries(fees.filter(([, rules]) => !isNone(rules))),
    interest: perKind(interest, interestRule),
    costs: perKind(costs, (one: OfKind<CostsFile>) => costsRule(one, currency)),
    vatOnCosts: vatOnCosts === undefined ? null : rateOf(vatOnCosts),
    allocation: (allocation as Allocation | undefined) ?? DEFAULT_ALLOCATION,
  };
  const addsNothing =
    Object.keys(charges.fees).length === 0 &&
    isNone(charges.interest) &&
    isNone(charges.costs) &&
    vatOnCosts === undefined &&
    charges.allocation.join() === DEFAULT_ALLOCATION.join();
  return addsNothing ? undefined : charges;
}

function isNone({ consumer, business }: PerKind<{ readonly kind: string }>): boolean {
  return consumer.kind === 'none' && business.kind === 'none';
}

function perKind<File, Rule>(written: File, build: (one: OfKind<File>) => Rule): PerKind<Rule> {
  const kinds = [CustomerKind.consumer, CustomerKind.business];
  const isByKind = typeof written === 'object' && written !== null && CustomerKind.consumer in written;
  const of = (kind: CustomerKind) =>
    build((isByKind ? (written as Record<CustomerKind, unknown>)[kind] : written) as OfKind<File>);
  return Object.fromEntries(kinds.map((kind) => [kind, of(kind)])) as PerKind<Rule>;
}

function feeRule(fee: OfKind<FeeFile>, currency: string): FeeRule {
  if (typeof fee === 'object') return { kind: 'percent', rate: rateOf(fee.percent) };
  if (fee === 'none' || fee === 'statutory') return { kind: fee };
  return { kind: 'fixed', amount: minorOf(fee, currency) };
}

function interestRule(interest: OfKind<InterestFile>): InterestRule {
  if (interest === 'none') return { kind: 'none' };
  const { rate, start } =
    typeof interest === 'object' ? interest : { rate: interest, start: InterestStart.law };
  if (rate === 'statutory') return { kind: 'statutory', start };
  const rates = typeof rate === 'string' ? [{ rate }] : rate;
  return {
    kind: 'own',
    start,
    rates: rates.map(({ from, rate: percent }) => ({
      from: from === undefined ? null : (parseDay(from) ?? null),
      rate: rateOf(percent),
    })),
  };
}

function costsRule(costs: OfKind<CostsFile>, currency: string): CostsRule {
  return costs === 'none' || costs === 'statutory'
    ? { kind: costs }
    : { kind: 'fixed', amount: minorOf(costs, currency) };
}

/** The schema has judged it, so a failure here is a mistake of ours. */
function rateOf(written: string): Rate {
  const parsed = parseRate(written);
  if (!parsed.ok) throw new Error(`unchecked percentage ${written}: ${parsed.reason}`);
  return parsed.rate;
}
