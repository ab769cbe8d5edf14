import type { CustomerKind } from '../kernel/customer-kind.ts';
import type { PerKind } from './charge-rules.ts';
import { lawCountry } from './law-country.ts';
import type { Scale } from './scale.ts';
import type { Table } from './table.ts';
import {
  AT_BUSINESS_COSTS,
  BE_BUSINESS_COSTS,
  BE_CONSUMER_COSTS,
  DE_BUSINESS_COSTS,
  DK_BUSINESS_COSTS,
  DK_CONSUMER_COSTS,
  FI_BUSINESS_COSTS,
  NL_COSTS,
  NO_BUSINESS_COSTS,
  SE_BUSINESS_COSTS,
} from './tables/costs.ts';

/** With what collection costs are booked, once per invoice. */
export const CostsWith = {
  /** The first letter: owed without any reminder. */
  LETTER: 'LETTER',
  /** The listing; in mode 10 the transfer. */
  LISTING: 'LISTING',
  /** The transfer to a collector. */
  TRANSFER: 'TRANSFER',
} as const;
export type CostsWith = (typeof CostsWith)[keyof typeof CostsWith];

/** What must have happened before costs are owed. */
export const CostsAfter = {
  NOTHING: 'NOTHING',
  /** A notice that is a 14-day letter whose term has run out (art. 6:96 lid 6 BW). */
  FOURTEEN_DAY_LETTER: 'FOURTEEN_DAY_LETTER',
  /** The term of a free first reminder (art. XIX.2 CEL). */
  REMINDER_TERM: 'REMINDER_TERM',
} as const;
export type CostsAfter = (typeof CostsAfter)[keyof typeof CostsAfter];

/** What a country says about collection costs. */
export interface CostsLaw {
  readonly scales: Table<Scale>;
  readonly with: CostsWith;
  readonly after: CostsAfter;
  /** True where nothing above the scale may be agreed. */
  readonly isMost: boolean;
  readonly currency: string;
}

const flatSum = (scales: Table<Scale>, currency = 'EUR'): CostsLaw => ({
  scales,
  with: CostsWith.LETTER,
  after: CostsAfter.NOTHING,
  isMost: false,
  currency,
});

/** By country and kind of customer; what is missing is left to configuration. */
export const COSTS_LAWS: Readonly<Record<string, Partial<PerKind<CostsLaw>>>> = {
  NL: {
    consumer: {
      scales: NL_COSTS,
      with: CostsWith.LISTING,
      after: CostsAfter.FOURTEEN_DAY_LETTER,
      isMost: true,
      currency: 'EUR',
    },
    business: {
      scales: NL_COSTS,
      with: CostsWith.LISTING,
      after: CostsAfter.NOTHING,
      isMost: false,
      currency: 'EUR',
    },
  },
  BE: {
    consumer: {
      scales: BE_CONSUMER_COSTS,
      with: CostsWith.LISTING,
      after: CostsAfter.REMINDER_TERM,
      isMost: true,
      currency: 'EUR',
    },
    business: flatSum(BE_BUSINESS_COSTS),
  },
  DK: {
    consumer: {
      scales: DK_CONSUMER_COSTS,
      with: CostsWith.TRANSFER,
      after: CostsAfter.NOTHING,
      isMost: true,
      currency: 'DKK',
    },
    business: flatSum(DK_BUSINESS_COSTS, 'DKK'),
  },
  AT: { business: flatSum(AT_BUSINESS_COSTS) },
  DE: { business: flatSum(DE_BUSINESS_COSTS) },
  FI: { business: flatSum(FI_BUSINESS_COSTS) },
  NO: { business: flatSum(NO_BUSINESS_COSTS, 'NOK') },
  SE: { business: flatSum(SE_BUSINESS_COSTS, 'SEK') },
};

export function costsLaw(country: string, kind: CustomerKind): CostsLaw | undefined {
  return COSTS_LAWS[lawCountry(country)]?.[kind];
}
