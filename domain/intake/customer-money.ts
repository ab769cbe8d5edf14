import type { Day } from '../kernel/day.ts';
import type { LedgerEntry } from '../kernel/ledger.ts';
import { openAmount } from '../kernel/open-amount.ts';

/** Money of a customer that is matched to none of its open invoices, as the ledger has it. */
export interface CustomerMoney {
  /** Its invoices that may be paid too much, each with its bookings. */
  readonly overpaid: readonly OverpaidInvoice[];
  /** Payments and credits of the customer that are on no invoice, and what collectors brought in too much. */
  readonly credits: readonly CustomerCredit[];
}

export interface OverpaidInvoice {
  readonly amount: number;
  readonly ledger: readonly LedgerEntry[];
}

export interface CustomerCredit {
  /** What of it still waits, in minor units. */
  readonly amount: number;
  readonly bookedOn: Day;
}

export const NO_MONEY: CustomerMoney = { overpaid: [], credits: [] };

/** The customer's unmatched credit by the bookings that count on that day: surplus, prepayments, credit notes. */
export function unmatchedCredit({ overpaid, credits }: CustomerMoney, today: Day): number {
  const surplus = overpaid.reduce(
    (sum, { amount, ledger }) => sum + openAmount(amount, ledger, today).surplus,
    0,
  );
  return credits.reduce((sum, { amount, bookedOn }) => sum + (bookedOn <= today ? amount : 0), surplus);
}
