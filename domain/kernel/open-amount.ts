import { Balance, type OpenAmount, type PaymentOrder } from './balance.ts';
import type { Day } from './day.ts';
import { EntryKind, inBookingOrder, type LedgerEntry } from './ledger.ts';

function balanceOn(
  principal: number,
  ledger: readonly LedgerEntry[],
  today: Day,
  order?: PaymentOrder,
): Balance {
  const balance = new Balance(principal, order);
  for (const entry of inBookingOrder(ledger)) {
    if (entry.bookedOn > today) break;
    balance.book(entry);
  }
  return balance;
}

/**
 * What is open once every booking up to and including `today` counts.
 *
 * No booking is lost: the total less the surplus is what was charged, less what was paid, plus what was given back
 * of it. No component is ever more than what was charged of it. Only how the total is spread over the components
 * follows from `order`.
 */
export function openAmount(
  principal: number,
  ledger: readonly LedgerEntry[],
  today: Day,
  order?: PaymentOrder,
): OpenAmount {
  return balanceOn(principal, ledger, today, order).open;
}

/**
 * What chargebacks, refunds and reversals took back beyond what was ever paid. It waits for its payment, which it
 * meets as soon as that is booked, whatever comes first; until then nobody owes it.
 */
export function unpaidReversals(principal: number, ledger: readonly LedgerEntry[], today: Day): number {
  return balanceOn(principal, ledger, today).waiting;
}

/** True when taking that money back as well would take back more than was ever paid. */
export function takesBackMoreThanPaid(
  principal: number,
  ledger: readonly LedgerEntry[],
  undone: Pick<LedgerEntry, 'amount' | 'bookedOn' | 'recordedAt'>,
): boolean {
  const { bookedOn } = undone;
  // The last of its day, as all of that day is known by now.
  const last = { externalId: '\uffff', kind: EntryKind.REVERSAL, ...undone };
  return (
    unpaidReversals(principal, [...ledger, last], bookedOn) > unpaidReversals(principal, ledger, bookedOn)
  );
}
