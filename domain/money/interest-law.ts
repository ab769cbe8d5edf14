import type { CustomerKind } from '../kernel/customer-kind.ts';
import type { PerKind } from './charge-rules.ts';
import { lawCountry } from './law-country.ts';
import type { Rate } from './rate.ts';
import type { Table } from './table.ts';
import {
  AT_CONSUMER,
  BE_BUSINESS,
  BE_CONSUMER,
  CH_ALL,
  DE_BUSINESS,
  DE_CONSUMER,
  FI_BUSINESS,
  FI_CONSUMER,
} from './tables/interest-central.ts';
import { NL_CONSUMER, NL_TRADE } from './tables/interest-nl.ts';
import { NO_ALL, SE_ALL } from './tables/interest-nordic.ts';

/** Whether interest earns interest. */
export const Compounding = {
  NEVER: 'NEVER',
  /** After each full year since interest began, what it earned in that year and nobody paid earns interest too. */
  YEARLY: 'YEARLY',
} as const;
export type Compounding = (typeof Compounding)[keyof typeof Compounding];

/** What puts a debtor in default, so that interest runs; the days are those of `interestRuns`. */
export const InterestBegins = {
  /** The due date is enough. */
  AFTER_DUE: 'AFTER_DUE',
  /** A reminder has arrived. */
  AFTER_REMINDER: 'AFTER_REMINDER',
  /** A reminder has arrived, or 30 days have passed since the due date. */
  AFTER_REMINDER_OR_30_DAYS: 'AFTER_REMINDER_OR_30_DAYS',
  /** The term of a free reminder is over; interest is then owed from the day after that reminder arrived. */
  AFTER_REMINDER_TERM: 'AFTER_REMINDER_TERM',
} as const;
export type InterestBegins = (typeof InterestBegins)[keyof typeof InterestBegins];

/** What a country says about late interest. */
export interface InterestLaw {
  readonly rates: Table<Rate>;
  readonly compounding: Compounding;
  readonly begins: InterestBegins;
  /** What rates of the creditor's own may be at most; absent where that is not built in. */
  readonly most?: { readonly rates: Table<Rate>; readonly law: string };
}

const { NEVER, YEARLY } = Compounding;
const { AFTER_DUE, AFTER_REMINDER, AFTER_REMINDER_OR_30_DAYS, AFTER_REMINDER_TERM } = InterestBegins;
const SE: InterestLaw = { rates: SE_ALL, compounding: NEVER, begins: AFTER_DUE };
const NO: InterestLaw = { rates: NO_ALL, compounding: NEVER, begins: AFTER_DUE };
const CH: InterestLaw = { rates: CH_ALL, compounding: NEVER, begins: AFTER_DUE };

/** By country and kind of customer; what is missing is left to configuration. */
export const INTEREST_LAWS: Readonly<Record<string, Partial<PerKind<InterestLaw>>>> = {
  NL: {
    // Interest on interest: art. 6:119 lid 2 and art. 6:119a lid 3 BW.
    consumer: { rates: NL_CONSUMER, compounding: YEARLY, begins: AFTER_DUE },
    business: { rates: NL_TRADE, compounding: YEARLY, begins: AFTER_DUE },
  },
  BE: {
    consumer: {
      rates: BE_CONSUMER,
      compounding: NEVER,
      begins: AFTER_REMINDER_TERM,
      most: { rates: BE_BUSINESS, law: 'art. XIX.4 CEL: no more than between businesses' },
    },
    business: { rates: BE_BUSINESS, compounding: NEVER, begins: AFTER_DUE },
  },
  DE: {
    // No interest on interest: § 289 BGB.
    consumer: { rates: DE_CONSUMER, compounding: NEVER, begins: AFTER_REMINDER },
    business: { rates: DE_BUSINESS, compounding: NEVER, begins: AFTER_REMINDER_OR_30_DAYS },
  },
  FI: {
    consumer: { rates: FI_CONSUMER, compounding: NEVER, begins: AFTER_DUE },
    business: { rates: FI_BUSINESS, compounding: NEVER, begins: AFTER_DUE },
  },
  AT: { consumer: { rates: AT_CONSUMER, compounding: NEVER, begins: AFTER_DUE } },
  CH: { consumer: CH, business: CH },
  NO: { consumer: NO, business: NO },
  SE: { consumer: SE, business: SE },
};

export function interestLaw(country: string, kind: CustomerKind): InterestLaw | undefined {
  return INTEREST_LAWS[lawCountry(country)]?.[kind];
}
