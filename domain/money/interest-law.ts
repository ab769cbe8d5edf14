import type { CustomerKind } from '../kernel/customer-kind.ts';
import type { PerKind } from './charge-rules.ts';
import type { Rate } from './rate.ts';
import type { Table } from './table.ts';
import { NL_CONSUMER, NL_TRADE } from './tables/interest-nl.ts';

/** Whether interest earns interest. */
export const Compounding = {
  NEVER: 'NEVER',
  /** After each full year since interest began, what it earned in that year and nobody paid earns interest too. */
  YEARLY: 'YEARLY',
} as const;
export type Compounding = (typeof Compounding)[keyof typeof Compounding];

/** When a debtor is in default, so that interest runs. */
export const InterestBegins = {
  /** The due date is enough. */
  AFTER_DUE: 'AFTER_DUE',
} as const;
export type InterestBegins = (typeof InterestBegins)[keyof typeof InterestBegins];

/** What a country says about late interest. */
export interface InterestLaw {
  readonly rates: Table<Rate>;
  readonly compounding: Compounding;
  readonly begins: InterestBegins;
}

const { YEARLY } = Compounding;
const { AFTER_DUE } = InterestBegins;

/** By country; one that is missing is left to configuration. */
export const INTEREST_LAWS: Readonly<Record<string, PerKind<InterestLaw>>> = {
  NL: {
    consumer: { rates: NL_CONSUMER, compounding: YEARLY, begins: AFTER_DUE },
    business: { rates: NL_TRADE, compounding: YEARLY, begins: AFTER_DUE },
  },
};

export function interestLaw(country: string, kind: CustomerKind): InterestLaw | undefined {
  return INTEREST_LAWS[country.slice(0, 2)]?.[kind];
}
