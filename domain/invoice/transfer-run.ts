import type { OpenAmount } from '../kernel/balance.ts';
import type { Day, Instant } from '../kernel/day.ts';
import { endOf, isInForce, wasInForceSince } from '../kernel/holds.ts';
import { openAmount } from '../kernel/open-amount.ts';
import type { Situation } from '../kernel/situation.ts';
import { addWorkingDays, firstRunAtOrAfter } from '../kernel/working-days.ts';
import type { InvoiceFacts } from './facts.ts';
import type { Policy, TransferMode } from './policy.ts';
import type { InvoiceMoment, InvoiceSituation } from './situation.ts';
import { Stage } from './stage.ts';

/** Mode of an invoice: fixed at listing, else its own, else its pinned policy's. */
export function transferModeOf(facts: InvoiceFacts, policy: Policy): TransferMode {
  return facts.state.fixedMode ?? facts.ownTransferMode ?? policy.transfer.mode;
}

/** What is open today, every booking up to today counted. */
export function openOn(facts: InvoiceFacts, today: Day): OpenAmount {
  return openAmount(facts.amount, facts.ledger, today, facts.paymentOrder);
}

export function reachesMinimum(open: OpenAmount, policy: Policy): boolean {
  return open.total >= policy.minimumAmount;
}

/** A claim with only costs open, or less than the minimum, never transfers. */
export function amountPermitsTransfer(open: OpenAmount, policy: Policy): boolean {
  return open.principal > 0 && reachesMinimum(open, policy);
}

export function isHeld({ facts, calendar, asOf }: Situation<InvoiceFacts>): boolean {
  return facts.holds.some((hold) => isInForce(hold, calendar, asOf));
}

/** The last moment up to `asOf` at which a hold of any scope ended; one taken back before it began is none. */
function lastResume({ facts, calendar, asOf }: InvoiceSituation): Instant | null {
  const ends = facts.holds
    .filter((hold) => wasInForceSince(hold, calendar, -Infinity, asOf))
    .flatMap((hold) => endOf(hold, calendar) ?? [])
    .filter((end) => end <= asOf);
  return ends.length === 0 ? null : Math.max(...ends);
}

/**
 * The transfer run that takes this claim to collection when nothing changes; null when no run does: held,
 * not approved, not listed, without a deadline, or back from a case.
 *
 * Mode 10: the first run after expiry, or after resume. Mode 20: the run of the Nth working day after
 * listing; resume restarts the count. Mode 30: the first run after approval, delayed by creditor-wide holds.
 */
export function transferRun(situation: InvoiceSituation): Instant | null {
  const { facts, policy, calendar } = situation;
  const { state } = facts;
  if (state.caseEndedOn !== null || isHeld(situation)) return null;
  const at = policy.transfer.at;
  const resumed = lastResume(situation);
  const firstRunAfter = (moment: Instant): Instant =>
    firstRunAtOrAfter(calendar, Math.max(moment, resumed ?? moment), at).at;
  const mode = transferModeOf(facts, policy);
  switch (mode) {
    case 10:
      if (state.stage !== Stage.NOTICED || state.noticeDueOn === null) return null;
      return firstRunAfter(calendar.instantOf(state.noticeDueOn + 1, 0));
    case 20: {
      if (state.stage !== Stage.LISTED || state.listedOn === null) return null;
      const dayZero = Math.max(state.listedOn, resumed === null ? state.listedOn : calendar.dayOf(resumed));
      return calendar.instantOf(addWorkingDays(calendar, dayZero, policy.transfer.workingDays), at);
    }
    case 30:
      if (state.stage !== Stage.LISTED || state.approvedAt === null) return null;
      return firstRunAfter(state.approvedAt);
    default:
      return mode satisfies never;
  }
}

/**
 * When a run that lies behind us is caught up: a run stays open until midnight of its working day, so a late
 * worker still makes it; after that the next working day's run is taken.
 */
export function runNotBefore(run: Instant, { policy, calendar, asOf, today }: InvoiceMoment): Instant {
  if (run >= asOf) return run;
  if (!calendar.isWorkingDay(today)) return firstRunAtOrAfter(calendar, asOf, policy.transfer.at).at;
  return Math.max(asOf, calendar.instantOf(today, policy.transfer.at));
}
