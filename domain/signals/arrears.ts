import type { Calendar } from '../calendar.ts';
import type { Day, Instant } from '../day.ts';
import { HoldReason, isInForce } from '../holds.ts';
import type { SignalFacts, SignalInvoice } from './facts.ts';

/** What a customer owes and should have paid. */
export interface Arrears {
  /** Overdue, open and not disputed. */
  readonly invoices: readonly (SignalInvoice & { readonly dueOn: Day })[];
  /** Their sum in minor units. */
  readonly amount: number;
  /** Due date of the oldest of them; null without arrears. */
  readonly originOn: Day | null;
  /** How many of them had a final reminder delivered. */
  readonly finalReminders: number;
  /** The first day of the arrears that were never interrupted since; disputed parts count here. */
  readonly since: Day | null;
}

export function arrearsOf(facts: SignalFacts, calendar: Calendar, asOf: Instant): Arrears {
  const today = calendar.dayOf(asOf);
  const invoices = facts.invoices.flatMap((invoice) => {
    const { dueOn } = invoice;
    const counts =
      dueOn !== null && dueOn < today && invoice.open > 0 && !isDisputed(invoice, calendar, asOf);
    return counts ? [{ ...invoice, dueOn }] : [];
  });
  return {
    invoices,
    amount: invoices.reduce((sum, { open }) => sum + open, 0),
    originOn: invoices.length === 0 ? null : Math.min(...invoices.map(({ dueOn }) => dueOn)),
    finalReminders: invoices.filter(({ finalReminderOn: on }) => on !== null && on <= today).length,
    since: unbrokenSince(facts.invoices, today),
  };
}

function isDisputed(invoice: SignalInvoice, calendar: Calendar, asOf: Instant): boolean {
  const isHeld = invoice.holds.some(
    (hold) => hold.reason === HoldReason.DISPUTE && isInForce(hold, calendar, asOf),
  );
  return invoice.disputed || isHeld;
}

/** Joins the days on which each invoice was overdue, and takes the first day of the last stretch. */
function unbrokenSince(invoices: readonly SignalInvoice[], today: Day): Day | null {
  const stretches = invoices
    .flatMap(({ dueOn, settledOn }) => {
      if (dueOn === null || dueOn >= today) return [];
      const stretch = { from: dueOn + 1, to: settledOn ?? Number.POSITIVE_INFINITY };
      return stretch.to < stretch.from ? [] : [stretch];
    })
    .sort((a, b) => a.from - b.from);
  let since: Day | null = null;
  let end = Number.NEGATIVE_INFINITY;
  for (const { from, to } of stretches) {
    if (from > end) since = from;
    end = Math.max(end, to);
  }
  return since;
}
