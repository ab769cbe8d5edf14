import type { Day } from '../../kernel/day.ts';
import type { Segment } from '../../money/accrual.ts';
import type { FeeRule } from '../../money/charge-rules.ts';
import type { Rate } from '../../money/rate.ts';

/** How a charge came about, to the cent; kept with its booking, so that it can be told for ever. */
export type Reckoning = FeeReckoning | InterestReckoning | CostsReckoning;

interface FeeReckoning {
  readonly of: 'fee';
  readonly rule: FeeRule;
  /** What was open of the principal. */
  readonly principal: number;
  /** By which law, or the policy. */
  readonly law: string;
  readonly source: string;
  /** Why it is less than the policy asks; null when it is not. */
  readonly because: string | null;
}

export interface InterestReckoning {
  readonly of: 'interest';
  /** The last day that it counts. */
  readonly through: Day;
  readonly segments: readonly Segment[];
  /** All that accrued up to that day. */
  readonly accrued: number;
  /** What of it was booked before. */
  readonly before: number;
}

interface CostsReckoning {
  readonly of: 'costs';
  /** What was unpaid of the principal, of all invoices that the scale was applied to together. */
  readonly principal: number;
  /** Of all of them together, without VAT. */
  readonly net: number;
  readonly vat: number;
  readonly vatRate: Rate | null;
  /** By which law, or the policy. */
  readonly law: string;
  readonly source: string;
  /** How many invoices they were reckoned for together, where there were several: each has its part. */
  readonly invoices?: number;
}
