import { type Day, formatDay } from '../kernel/day.ts';
import type { Occasion } from '../kernel/machine.ts';
import type { Moment } from '../kernel/situation.ts';
import { type CaseRecord, NEW_CASE } from './facts.ts';
import { CaseEvent, type CaseTransition, moveCase } from './machine.ts';

/** A case as it stands when it begins, with what its trail says of that. */
export interface NewCase {
  readonly state: CaseRecord;
  readonly transitions: readonly CaseTransition[];
}

/** A case that was just opened: in preparation, about that amount. */
export function openedCase(amount: number, occasion: Occasion): NewCase {
  const { state, transition } = moveCase({ ...NEW_CASE, amount }, CaseEvent.CREATED, occasion);
  return { state, transitions: [transition] };
}

/** What another system says of a case that its collector has. */
export interface CaseUnderWay {
  readonly amount: number;
  /** Name of the collector's configuration, and the day since which it has the case. */
  readonly collector: string;
  readonly since: Day;
  readonly processingTimeoutDays: number;
}

/** A case that its collector works on already: as it would stand had it been ordered from here. */
export function takenOverCase(
  { amount, collector, since, processingTimeoutDays }: CaseUnderWay,
  { calendar, asOf, today }: Moment,
  by: string,
): NewCase {
  const startedAt = calendar.instantOf(since, 0);
  // Longer with the collector than a case may be: it has the time once more from today.
  const endsOn =
    since + processingTimeoutDays > today ? since + processingTimeoutDays : today + processingTimeoutDays;
  const occasion = { at: asOf, on: today, by, reason: `with ${collector} since ${formatDay(since)}` };
  const created = openedCase(amount, occasion);
  const prepared = moveCase(created.state, CaseEvent.PREPARED, occasion, {
    preparedAt: startedAt,
    publishedAt: startedAt,
  });
  const accepted = moveCase(prepared.state, CaseEvent.ACCEPTED, occasion, {
    processingStartedAt: startedAt,
    processingTimeoutOn: endsOn,
    // Nobody can say that the debtor has not heard of it.
    stepsTakenAt: startedAt,
    askedAt: asOf,
  });
  return {
    state: accepted.state,
    transitions: [...created.transitions, prepared.transition, accepted.transition],
  };
}
