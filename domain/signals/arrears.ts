import type { Day } from '../kernel/day.ts';
import { HoldReason, isInForce } from '../kernel/holds.ts';
import type { Moment, Situation } from '../kernel/situation.ts';
import type { SignalFacts, SignalInvoice } from './facts.ts';
import { unbrokenSince } from './overdue-days.ts';

/** What a customer owes and should have paid. */
export interface Arrears {
  /** Overdue, open and not disputed. */
  readonly invoices: readonly (SignalInvoice & { readonly dueOn: Day })[];
  /** Their sum in minor units. */
  readonly amount: number;
  /** Day from which the oldest of them is owed: its due date, or that of a chargeback after it had been paid. */
  readonly originOn: Day | null;
  /** How many of them had a final reminder delivered. */
  readonly finalReminders: number;
  /** The first day of the arrears that were never interrupted since; disputed parts count here. */
  readonly since: Day | null;
}

export function arrearsOf(situation: Situation<SignalFacts>): Arrears {
  const { facts, today } = situation;
  const invoices = facts.invoices.flatMap((invoice) => {
    const { dueOn } = invoice;
    const open = invoice.open - invoice.disputedPart;
    const counts = dueOn !== null && dueOn < today && open > 0 && !isDisputed(invoice, situation);
    return counts ? [{ ...invoice, dueOn, open }] : [];
  });
  return {
    invoices,
    amount: invoices.reduce((sum, { open }) => sum + open, 0),
    originOn: invoices.length === 0 ? null : Math.min(...invoices.map(owedFrom)),
    finalReminders: invoices.filter(({ finalReminderOn: on }) => on !== null && on <= today).length,
    since: unbrokenSince(facts.invoices.flatMap(({ overdueDays }) => overdueDays)),
  };
}

function isDisputed(invoice: SignalInvoice, { calendar, asOf }: Moment): boolean {
  const isHeld = invoice.holds.some(
    (hold) => hold.reason === HoldReason.DISPUTE && isInForce(hold, calendar, asOf),
  );
  return invoice.disputed || isHeld;
}

/** Paid in full and charged back later, it is owed anew from the day of the chargeback. */
export function owedFrom({
  dueOn,
  overdueDays,
}: Pick<SignalInvoice, 'overdueDays'> & { readonly dueOn: Day }): Day {
  const from = overdueDays.at(-1)?.from ?? dueOn;
  return from === dueOn + 1 ? dueOn : from;
}
