import type { CustomerKind } from '../kernel/customer-kind.ts';
import type { PerKind } from './charge-rules.ts';
import { lawCountry } from './law-country.ts';
import type { Scale } from './scale.ts';
import type { Table } from './table.ts';
import {
  BE_CONSUMER_FEES,
  DK_FEES,
  type FeeAmounts,
  FI_BUSINESS_FEES,
  FI_CONSUMER_FEES,
  FI_CONSUMER_TOTAL,
  NL_CONSUMER_FEES,
  NO_FEES,
  SE_FEES,
} from './tables/fees.ts';

/** What a country says about the fees of letters. What is left out, it does not restrict. */
export interface FeeLaw {
  readonly amounts: Table<FeeAmounts>;
  readonly currency: string;
  /** Days since the due date before which no letter may charge a fee. */
  readonly daysAfterDue?: number;
  /** Days since the letter before. */
  readonly daysSincePrevious?: number;
  /** Letters with a fee, for one debt. */
  readonly mostLetters?: number;
  readonly isFirstFree?: boolean;
  /** All fees of one debt together, by its principal. */
  readonly total?: Scale;
  /** What the law asks and no program can see. */
  readonly asks?: string;
}

const SE: FeeLaw = {
  amounts: SE_FEES,
  currency: 'SEK',
  asks: 'the fee of a reminder is owed only where it was agreed when the debt arose at the latest (lag 1981:739, 2 §)',
};
const NO: FeeLaw = { amounts: NO_FEES, currency: 'NOK', daysAfterDue: 14, mostLetters: 2 };
const DK: FeeLaw = { amounts: DK_FEES, currency: 'DKK', daysSincePrevious: 10, mostLetters: 3 };

/** By country and kind of customer; what is missing is not covered. */
export const FEE_LAWS: Readonly<Record<string, Partial<PerKind<FeeLaw>>>> = {
  NL: { consumer: { amounts: NL_CONSUMER_FEES, currency: 'EUR' } },
  BE: {
    consumer: {
      amounts: BE_CONSUMER_FEES,
      currency: 'EUR',
      isFirstFree: true,
      asks: 'fees, interest and costs are owed only as agreed; regular supplies have three free reminders a year (art. XIX.2 CEL)',
    },
  },
  FI: {
    consumer: {
      amounts: FI_CONSUMER_FEES,
      currency: 'EUR',
      daysAfterDue: 14,
      daysSincePrevious: 14,
      total: FI_CONSUMER_TOTAL,
    },
    business: { amounts: FI_BUSINESS_FEES, currency: 'EUR' },
  },
  SE: { consumer: SE, business: SE },
  NO: { consumer: NO, business: NO },
  DK: { consumer: DK, business: DK },
};

export function feeLaw(country: string, kind: CustomerKind): FeeLaw | undefined {
  return FEE_LAWS[lawCountry(country)]?.[kind];
}
