import { ENGINE } from '../invoice/machine.ts';
import type { Calendar } from '../kernel/calendar.ts';
import type { Instant } from '../kernel/day.ts';
import { waiveAll } from './charge.ts';
import type { CaseDecision } from './decision.ts';
import { endCase } from './ending.ts';
import { CaseEvent } from './machine.ts';
import { openOfCase } from './money.ts';
import { CaseOutcome } from './state.ts';

/**
 * The principal is paid and the creditor lets such cases complete by themselves: what is left of costs, interest and
 * fees is waived where a delay for that is set, else it stays open.
 */
export function completed(decision: CaseDecision, calendar: Calendar, asOf: Instant): CaseDecision {
  const { settings } = decision.facts;
  const occasion = { at: asOf, on: calendar.dayOf(asOf), by: ENGINE, reason: 'principal paid' };
  const waives = settings.waiveCostsAfterDays !== undefined;
  const isClear = openOfCase(decision.facts, occasion.on).total === 0;
  const cleared =
    waives && !isClear ? waiveAll(decision, { credit: false, by: ENGINE }, calendar, asOf) : decision;
  return endCase(cleared, CaseEvent.COMPLETED, occasion, calendar, asOf, CaseOutcome.COLLECTED);
}

/** The collector had its days; the case is closed by what was collected. */
export function timedOut(decision: CaseDecision, calendar: Calendar, asOf: Instant): CaseDecision {
  const occasion = { at: asOf, on: calendar.dayOf(asOf), by: ENGINE, reason: 'processing timed out' };
  return endCase(decision, CaseEvent.TIMED_OUT, occasion, calendar, asOf, CaseOutcome.TIMED_OUT);
}
