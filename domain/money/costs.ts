import type { CustomerKind } from '../kernel/customer-kind.ts';
import type { Day } from '../kernel/day.ts';
import type { ChargeRules } from './charge-rules.ts';
import { partOf, type Rate } from './rate.ts';
import { flat, onScale, spread } from './scale.ts';
import { statutoryScale } from './statutory-costs.ts';

/** One invoice whose costs are reckoned, possibly with others of the same customer. */
interface CostsClaim {
  readonly number: string;
  /** Open principal in minor units on the day of the booking: what was paid in time bears no costs. */
  readonly principal: number;
}

interface CostsQuestion {
  readonly rules: Pick<ChargeRules, 'costs' | 'vatOnCosts'>;
  readonly country: string;
  readonly currency: string;
  readonly kind: CustomerKind;
  /** The local day on which they would be booked. */
  readonly on: Day;
  /** Those that go together, the oldest first: the scale is applied once to their sum. */
  readonly claims: readonly CostsClaim[];
}

/** The costs of one invoice, and their VAT where it comes on top; both are booked. */
interface CostsShare {
  readonly number: string;
  readonly costs: number;
  readonly vat: number;
}

export interface Costs {
  readonly ok: true;
  readonly principal: number;
  readonly costs: number;
  readonly vat: number;
  readonly vatRate: Rate | null;
  readonly shares: readonly CostsShare[];
  /** By which law, or `policy`. */
  readonly law: string;
  readonly source: string;
}

export type CostsOrNot = Costs | { readonly ok: false; readonly reason: string };

/** The collection costs of some invoices together, spread over them by principal, odd cents to the oldest. */
export function collectionCosts(question: CostsQuestion): CostsOrNot {
  const { rules, claims } = question;
  const principal = claims.reduce((sum, claim) => sum + claim.principal, 0);
  const found = sumOf(question, principal);
  if ('reason' in found) return { ok: false, reason: found.reason };
  const { costs, law, source } = found;
  const vatRate = rules.vatOnCosts;
  const vat = vatRate === null ? 0 : partOf(costs, vatRate);
  const parts = spread(
    costs,
    claims.map((claim) => claim.principal),
  );
  const vats = spread(vat, parts);
  const shares = claims.map(({ number }, i) => ({ number, costs: parts[i] ?? 0, vat: vats[i] ?? 0 }));
  return { ok: true, principal, costs, vat, vatRate, shares, law, source };
}

type Sum = { readonly costs: number; readonly law: string; readonly source: string };

/** The costs of a sum of principal, before VAT. */
function sumOf(
  { rules, country, currency, kind, on }: CostsQuestion,
  principal: number,
): Sum | { readonly reason: string } {
  const rule = rules.costs[kind];
  const scale = statutoryScale({ country, currency, kind, on });
  switch (rule.kind) {
    case 'none':
      return { costs: 0, law: POLICY, source: POLICY };
    case 'statutory': {
      if (!scale.ok) return { reason: scale.reason };
      return { costs: onScale(scale.scale, principal), law: scale.law.scales.law, source: scale.source };
    }
    case 'fixed': {
      const own = onScale(flat(rule.amount), principal);
      const most = scale.ok && scale.law.isMost ? onScale(scale.scale, principal) : own;
      if (!scale.ok || own <= most) return { costs: own, law: POLICY, source: POLICY };
      return { costs: most, law: `at most ${scale.law.scales.law}`, source: scale.source };
    }
    default:
      return rule satisfies never;
  }
}

const POLICY = 'policy';
