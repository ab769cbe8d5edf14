import type { Day } from '../kernel/day.ts';
import type { LedgerEntry } from '../kernel/ledger.ts';
import { openAmount } from '../kernel/open-amount.ts';

/** Days without a gap, both ends included; `to` is null while it goes on. */
export interface Stretch {
  readonly from: Day;
  readonly to: Day | null;
}

/**
 * The days at whose end an invoice was overdue and open, as stretches in their order, up to and including today.
 * What was paid and charged back on one day leaves no gap; paid on one day and charged back on a later one does.
 */
export function overdueDays(
  { amount, dueOn }: { readonly amount: number; readonly dueOn: Day | null },
  ledger: readonly LedgerEntry[],
  today: Day,
): readonly Stretch[] {
  if (dueOn === null || dueOn >= today) return [];
  const first = dueOn + 1;
  const booked = ledger.map(({ bookedOn }) => bookedOn).filter((day) => day > first && day <= today);
  const turns = [first, ...new Set(booked.sort((a, b) => a - b))];
  const stretches: Stretch[] = [];
  let from: Day | null = null;
  for (const day of turns) {
    const isOpen = openAmount(amount, ledger, day).total > 0;
    if (isOpen && from === null) from = day;
    if (isOpen || from === null) continue;
    stretches.push({ from, to: day - 1 });
    from = null;
  }
  return from === null ? stretches : [...stretches, { from, to: null }];
}

/** The first of the days on which something was overdue without a gap up to today; null when nothing is today. */
export function unbrokenSince(stretches: readonly Stretch[]): Day | null {
  const inOrder = [...stretches].sort((a, b) => a.from - b.from);
  let since: Day | null = null;
  let end = Number.NEGATIVE_INFINITY;
  for (const { from, to } of inOrder) {
    if (from > end + 1) since = from;
    end = Math.max(end, to ?? Number.POSITIVE_INFINITY);
  }
  return end === Number.POSITIVE_INFINITY ? since : null;
}
