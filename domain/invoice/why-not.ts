import { HOLDS_IN_ENGLISH } from '../kernel/hold-words.ts';
import type { Check, ToExplain } from './checks/check.ts';
import { claimChecks, sixtyDays } from './checks/claim-checks.ts';
import { notAfterCase, notHeld, nothingUnderWay, pathGoesOn, somethingOpen } from './checks/common-checks.ts';
import { levelChecks } from './checks/level-checks.ts';
import type { InvoiceSituation } from './situation.ts';
import { hasEnded, isClaim } from './stage.ts';

export { type Check, Rule } from './checks/check.ts';

/**
 * Every rule that stands before the next letter, listing or transfer, with pass or fail: the answer to "why
 * not today?". All pass exactly when `nextStep` says that it goes out now.
 *
 * Facts must be settled (see `settleInvoice`), as for `nextStep`, whose rules these are in words.
 */
export function explain(given: InvoiceSituation, holdWords = HOLDS_IN_ENGLISH): Check[] {
  const { facts } = given;
  const situation: ToExplain = { ...given, holdWords };
  const common = [pathGoesOn(situation), somethingOpen(situation), nothingUnderWay(situation)];
  if (hasEnded(facts.state.stage)) return common;
  // No level and no transfer comes any more: whatever else holds is of no use.
  if (facts.state.caseEndedOn !== null) {
    return [...common, notAfterCase(situation), notHeld(situation), sixtyDays(situation)];
  }
  // A notice that came back has no deadline until it is delivered again: then it is the next letter once more.
  const isOnNotice = isClaim(facts.state.stage) && facts.state.noticeDueOn !== null;
  return [...common, ...(isOnNotice ? claimChecks(situation) : levelChecks(situation))];
}
