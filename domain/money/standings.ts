import { Balance, type PaymentOrder } from '../kernel/balance.ts';
import type { Day } from '../kernel/day.ts';
import { chargeTakenBack, EntryKind, inBookingOrder, type LedgerEntry } from '../kernel/ledger.ts';
import type { Standing } from './accrual.ts';

/** How an invoice stood on each day on which something was booked, from the day it was issued on. */
export function standingsOf(
  principal: number,
  issuedOn: Day,
  ledger: readonly LedgerEntry[],
  order?: PaymentOrder,
): Standing[] {
  const balance = new Balance(principal, order);
  const standings = new Map<Day, Standing>([[issuedOn, standingOf(issuedOn, balance, 0)]]);
  let charged = 0;
  for (const entry of inBookingOrder(ledger)) {
    balance.book(entry);
    if (entry.kind === EntryKind.INTEREST) charged += entry.amount;
    else if (chargeTakenBack(entry) === EntryKind.INTEREST) charged -= entry.amount;
    // Paid before it was issued counts from the first day.
    const from = Math.max(entry.bookedOn, issuedOn);
    standings.set(from, standingOf(from, balance, charged));
  }
  return [...standings.values()];
}

function standingOf(from: Day, { open }: Balance, charged: number): Standing {
  return { from, principal: open.principal, interestSettled: charged - open.interest };
}
