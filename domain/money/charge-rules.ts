import type { CustomerKind } from '../kernel/customer-kind.ts';
import type { Day } from '../kernel/day.ts';
import type { Rate } from './rate.ts';

/** One value for consumers and one for businesses: the law asks who owes. */
export type PerKind<Value> = Readonly<Record<CustomerKind, Value>>;

/** What a policy says about the money that dunning adds. What it does not ask for is not charged. */
export interface ChargeRules {
  /** By the name of the level whose letter it is charged with; a level that is not named charges none. */
  readonly fees: Readonly<Record<string, PerKind<FeeRule>>>;
  readonly interest: PerKind<InterestRule>;
  readonly costs: PerKind<CostsRule>;
  /** VAT that comes on top of costs because the creditor cannot deduct it; null where it can. */
  readonly vatOnCosts: Rate | null;
  readonly allocation: Allocation;
}

/** A fee of one letter. */
export type FeeRule =
  | { readonly kind: 'none' }
  /** What the law of the creditor's country names for such a letter on its day. */
  | { readonly kind: 'statutory' }
  /** Minor units of the creditor's currency. */
  | { readonly kind: 'fixed'; readonly amount: number }
  /** Of the principal that is open on the letter's day. */
  | { readonly kind: 'percent'; readonly rate: Rate };

/** From which day interest runs. */
export const InterestStart = {
  /** From the day that the law of the creditor's country names; see `interestRunsFrom`. */
  law: 'law',
  /** From the day after the due date, as agreed; only where the law lets it be agreed. */
  due: 'due',
} as const;
export type InterestStart = (typeof InterestStart)[keyof typeof InterestStart];

export type InterestRule =
  | { readonly kind: 'none' }
  /** By the table of the creditor's country. */
  | { readonly kind: 'statutory'; readonly start: InterestStart }
  /** By rates of the creditor's own, simple and per year; in order of their days, the first from the beginning. */
  | { readonly kind: 'own'; readonly rates: readonly OwnRate[]; readonly start: InterestStart };

interface OwnRate {
  /** Null for the first: from the beginning. */
  readonly from: Day | null;
  readonly rate: Rate;
}

/** Collection costs: once per invoice, beside the fees of its letters. */
export type CostsRule =
  | { readonly kind: 'none' }
  /** By the scale or flat sum of the creditor's country. */
  | { readonly kind: 'statutory' }
  /** Minor units. */
  | { readonly kind: 'fixed'; readonly amount: number };

/** What payments go to first; fees count as costs. Costs, interest, principal where a policy says nothing. */
export const Allocated = { costs: 'costs', interest: 'interest', principal: 'principal' } as const;
export type Allocated = (typeof Allocated)[keyof typeof Allocated];
/** All three, in order. */
export type Allocation = readonly [Allocated, Allocated, Allocated];

/** Costs, then interest, then principal (NL: art. 6:44 BW). */
export const DEFAULT_ALLOCATION: Allocation = [Allocated.costs, Allocated.interest, Allocated.principal];
