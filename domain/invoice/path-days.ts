import type { Calendar } from '../kernel/calendar.ts';
import type { Day } from '../kernel/day.ts';
import { InvoiceEvent, type InvoiceTransition } from './machine.ts';

/** What takes a claim off the list again, with its approval. */
const UNLISTS: readonly InvoiceEvent[] = [
  InvoiceEvent.TAKEN_OFF_LIST,
  InvoiceEvent.NOTICE_BOUNCED,
  InvoiceEvent.REOPENED,
  InvoiceEvent.RESTARTED,
];
const UNAPPROVES: readonly InvoiceEvent[] = [
  ...UNLISTS,
  InvoiceEvent.APPROVAL_REVOKED,
  InvoiceEvent.APPROVAL_VOIDED,
  InvoiceEvent.CLOSED_BY_OPERATOR,
  InvoiceEvent.CASE_STARTED,
];

/** The day a claim went on the list, by its trail: once a case has it, its state does not know it any more. */
export function listedOnPath(transitions: readonly InvoiceTransition[], calendar: Calendar): Day | null {
  return lastDay(transitions, InvoiceEvent.LISTED, UNLISTS, calendar);
}

/** The day of the approval that stood last. */
export function approvedOnPath(transitions: readonly InvoiceTransition[], calendar: Calendar): Day | null {
  return lastDay(transitions, InvoiceEvent.APPROVED, UNAPPROVES, calendar);
}

/** The day of the last such event that was not undone since. */
function lastDay(
  transitions: readonly InvoiceTransition[],
  of: InvoiceEvent,
  undoneBy: readonly InvoiceEvent[],
  calendar: Calendar,
): Day | null {
  return transitions.reduce<Day | null>((day, { event, at }) => {
    if (event === of) return calendar.dayOf(at);
    return undoneBy.includes(event) ? null : day;
  }, null);
}
