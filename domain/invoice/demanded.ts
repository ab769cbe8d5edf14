import type { OpenAmount } from '../kernel/balance.ts';
import type { Day } from '../kernel/day.ts';
import type { InvoiceFacts } from './facts.ts';
import { openOn } from './transfer-run.ts';

/** How much of what is open is disputed. */
export function disputedOn(facts: InvoiceFacts, today: Day): number {
  return Math.min(facts.dispute?.amount ?? 0, openOn(facts, today).total);
}

/** What is open less its disputed part, which is taken off the principal first: what letters ask for. */
export function demandedOn(facts: InvoiceFacts, today: Day): OpenAmount {
  const open = openOn(facts, today);
  if (facts.dispute === null) return open;
  let left = facts.dispute.amount;
  const less = (component: number) => {
    const part = Math.min(left, component);
    left -= part;
    return component - part;
  };
  const principal = less(open.principal);
  const interest = less(open.interest);
  const fees = less(open.fees);
  const costs = less(open.costs);
  return { ...open, principal, interest, fees, costs, total: principal + interest + fees + costs };
}
