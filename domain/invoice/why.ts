import { Elsewhere, type Judged, judge } from '../kernel/check.ts';
import { formatDay } from '../kernel/day.ts';
import { HOLDS_IN_ENGLISH } from '../kernel/hold-words.ts';
import { type InvoiceCheck, Rule } from './checks/check.ts';
import { nothingUnderWay, pathGoesOn, somethingOpen } from './checks/path.ts';
import { claimClock } from './claim-clock.ts';
import { aheadOf, closesOn, nextStep } from './next-step.ts';
import { type Plan, Step } from './plan.ts';
import type { InvoiceSituation } from './situation.ts';

/**
 * Every rule that stands before the next letter, listing or transfer, with pass or fail: the answer to "why
 * not today?". They are the checks that `nextStep` decides by: all pass exactly when it says that it goes out now.
 *
 * Facts must be settled (see `settleInvoice`), as for `nextStep`.
 */
export function explain(situation: InvoiceSituation, words = HOLDS_IN_ENGLISH): Judged<Rule>[] {
  const always = [pathGoesOn, somethingOpen, nothingUnderWay];
  if (!pathGoesOn.passes(situation)) return judge(always, situation, words);
  const { checks, isClaim } = aheadOf(situation);
  const clock = isClaim ? [sixtyDays(nextStep(situation))] : [];
  return judge([...always, ...checks.all, ...clock], situation, words);
}

/** The clock that closes a claim. A listing that is late goes before a closing that is late too. */
function sixtyDays({ step, at }: Plan): InvoiceCheck {
  return {
    rule: Rule.SIXTY_DAYS,
    decided: Elsewhere.BEFORE,
    passes: ({ asOf }) => step !== Step.CLOSE_EXPIRED || at === null || at > asOf,
    ifPassed: (situation) => {
      const day = closesOn(situation);
      if (day !== null) return `${clockInWords(situation)}: the claim closes on ${formatDay(day)}.`;
      const clock = claimClock(situation);
      if (clock === null) return `${clockInWords(situation)} has not started.`;
      const why = clock.closesOn === null ? 'it stands still' : 'the claim is approved';
      return `${clockInWords(situation)} and does not close the claim: ${why}.`;
    },
    ifFailed: (situation) =>
      `${clockInWords(situation)}: the claim was to be closed on ${formatDay(closesOn(situation) ?? 0)}.`,
  };
}

function clockInWords(situation: InvoiceSituation): string {
  const clock = claimClock(situation);
  const name = `The clock of ${situation.policy.transfer.closeAfterDays} days`;
  return clock === null ? name : `${name} runs since ${formatDay(clock.startedOn)}`;
}
