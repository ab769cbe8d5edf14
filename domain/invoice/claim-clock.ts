import type { Calendar } from '../kernel/calendar.ts';
import type { Day, Instant } from '../kernel/day.ts';
import { dayAfterCounting, daysOf, effectiveFrom, endOf, type Hold, stopsTheClock } from '../kernel/holds.ts';
import type { InvoiceSituation } from './situation.ts';
import { isClaim, Stage } from './stage.ts';

/** The clock of a claim that is paused or on the debt collection list. */
export interface ClaimClock {
  readonly startedOn: Day;
  /** The claim closes at 00:00 of this day; null while the clock stands still without an end in sight. */
  readonly closesOn: Day | null;
}

/**
 * Since when, without a gap, a claim has been paused; null when it is not paused now. A pause that ends at that
 * very moment counts only where something else takes over from it.
 */
function pausedSince(
  holds: readonly Hold[],
  calendar: Calendar,
  asOf: Instant,
  takesOver = false,
): Instant | null {
  const spans = holds
    .map((hold) => ({ from: effectiveFrom(hold, calendar), to: endOf(hold, calendar) }))
    .filter((span) => span.from <= asOf && (span.to === null || span.to > span.from))
    .sort((a, b) => b.from - a.from);
  let since: Instant | null = null;
  for (;;) {
    const reachesTo: Instant = since ?? asOf;
    const earlier: { from: Instant } | undefined = spans.find(
      (span) =>
        (span.to === null ||
          span.to > reachesTo ||
          (span.to === reachesTo && (takesOver || since !== null))) &&
        (since === null || span.from < since),
    );
    if (earlier === undefined) return since;
    since = earlier.from;
  }
}

/**
 * One clock per claim: it starts at listing or on the day a pause is recorded, whichever is first, and runs
 * while the claim is paused or listed. A pause does not reset it; leaving both does. A claim of mode 10 whose
 * amount did not permit the transfer counts from the day of that run.
 */
export function claimClock({ facts, policy, calendar, asOf }: InvoiceSituation): ClaimClock | null {
  const { state } = facts;
  // Without a deadline its notice came back: it is no claim until that is delivered again.
  const isNoticed = state.noticeDueOn !== null || state.caseEndedOn !== null;
  if (!isClaim(state.stage) || !isNoticed) return null;
  const claimSince = state.claimSince ?? 0;
  const starts: Day[] = [];
  const countFrom = (paused: Instant | null) => {
    if (paused === null) return;
    starts.push(calendar.dayOf(Math.max(paused, claimSince)));
    // Taken off the list while paused, and paused ever since: it never left both.
    if (state.clockCarriedFrom !== null && paused <= claimSince) starts.push(state.clockCarriedFrom);
  };
  if (state.stage === Stage.LISTED && state.listedOn !== null) {
    starts.push(state.listedOn);
    countFrom(pausedSince(facts.holds, calendar, calendar.instantOf(state.listedOn, 0), true));
  }
  if (state.missedRunOn !== null) starts.push(state.missedRunOn);
  countFrom(pausedSince(facts.holds, calendar, asOf));
  if (starts.length === 0) return null;
  const startedOn = Math.min(...starts);
  const standsStill = facts.holds.filter(stopsTheClock).map((hold) => daysOf(hold, calendar));
  return {
    startedOn,
    closesOn: dayAfterCounting(startedOn, policy.transfer.closeAfterDays + 1, standsStill),
  };
}
