import { formatDay } from '../kernel/day.ts';
import { HOLDS_IN_ENGLISH, type HoldWords, holdReasonInWords } from '../kernel/hold-words.ts';
import { type Hold, HoldReason, HoldScope, isInForce } from '../kernel/holds.ts';
import type { Moment } from '../kernel/situation.ts';
import type { InvoiceFacts } from './facts.ts';

const LEFT_BY_A_CASE: readonly HoldReason[] = [HoldReason.CASE_ENDED, HoldReason.CASE_DEACTIVATED];

/**
 * Says that an invoice is back from its debt collection case and what can be done with it; null where its own path
 * goes on. No level and no transfer mode acts on it any more, paused or resumed: only another case does.
 */
export function afterCaseInWords(
  { state, holds }: InvoiceFacts,
  { calendar, asOf }: Moment,
  words = HOLDS_IN_ENGLISH,
): string | null {
  if (state.caseEndedOn === null) return null;
  const left = holds.filter(
    (hold) => hold.scope === HoldScope.INVOICE && LEFT_BY_A_CASE.includes(hold.reason),
  );
  const isBlocked = left.some((hold) => isInForce(hold, calendar, asOf));
  const cure = `${isBlocked ? 'resume the invoices, then ' : ''}start a debt collection case`;
  return `${whatBecameOfIt(left.at(-1), words)} on ${formatDay(state.caseEndedOn)}: ${cure}.`;
}

function whatBecameOfIt(last: Hold | undefined, words: HoldWords): string {
  return last?.reason === HoldReason.CASE_DEACTIVATED
    ? holdReasonInWords(last.reason, words)
    : 'Its debt collection case ended';
}
