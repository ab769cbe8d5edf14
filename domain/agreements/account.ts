import type { Day } from '../kernel/day.ts';
import { chargeTakenBack, EntryKind, inBookingOrder, type LedgerEntry } from '../kernel/ledger.ts';

/** What became of an invoice's money up to a day. */
export interface Account {
  /** Paid and not taken back. */
  readonly paid: number;
  /** Credited, waived or written off, and not reversed. */
  readonly forgiven: number;
}

/** Sums up the bookings up to and including a day, in their order. A reversal undoes what was forgiven before what was paid. */
export function accountOn(ledger: readonly LedgerEntry[], day: Day): Account {
  let paid = 0;
  let forgiven = 0;
  for (const entry of inBookingOrder(ledger)) {
    const { kind, amount, bookedOn } = entry;
    if (bookedOn > day) break;
    // Nothing was forgiven: the charge counts as never made.
    if (chargeTakenBack(entry) !== null) continue;
    switch (kind) {
      case EntryKind.PAYMENT:
        paid += amount;
        break;
      case EntryKind.CREDIT:
      case EntryKind.WAIVER:
      case EntryKind.WRITE_OFF:
        forgiven += amount;
        break;
      case EntryKind.CHARGEBACK:
      case EntryKind.REFUND:
        paid -= amount;
        break;
      case EntryKind.REVERSAL: {
        const ofForgiven = Math.min(amount, forgiven);
        forgiven -= ofForgiven;
        paid -= amount - ofForgiven;
        break;
      }
      case EntryKind.FEE:
      case EntryKind.INTEREST:
      case EntryKind.COST:
        break;
      default:
        kind satisfies never;
    }
  }
  return { paid, forgiven };
}
