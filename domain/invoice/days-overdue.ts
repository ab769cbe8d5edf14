import { daysOf, union } from '../kernel/holds.ts';
import type { Situation } from '../kernel/situation.ts';
import type { InvoiceFacts } from './facts.ts';

/** How late an invoice is: in days of the calendar, and in those that count for dunning. */
export interface DaysOverdue {
  readonly overdue: number;
  /** The same without the days on which anything was paused. */
  readonly counted: number;
}

/** The two numbers of an invoice; null without a due date. Before the due date both are zero. */
export function daysOverdue({ facts, calendar, today }: Situation<InvoiceFacts>): DaysOverdue | null {
  const { dueOn } = facts;
  if (dueOn === null) return null;
  const overdue = Math.max(0, today - dueOn);
  const held = union(facts.holds.map((hold) => daysOf(hold, calendar))).reduce((sum, span) => {
    const from = Math.max(span.from, dueOn);
    const to = Math.min(span.to ?? today, today);
    return sum + Math.max(0, to - from);
  }, 0);
  return { overdue, counted: Math.max(0, overdue - held) };
}
