import { EffectState } from '../effects/effect.ts';
import type { Calendar } from '../kernel/calendar.ts';
import type { Instant } from '../kernel/day.ts';
import { HoldScope, wasInForceSince } from '../kernel/holds.ts';
import { EntryKind } from '../kernel/open-amount.ts';
import { keepTasks } from '../tasks/task.ts';
import { advance, type Decision, type NewEntry, start } from './decision.ts';
import type { InvoiceFacts } from './facts.ts';
import { followLedger } from './follow-ledger.ts';
import { raiseLedgerTasks } from './ledger-tasks.ts';
import { ENGINE, InvoiceEvent } from './machine.ts';
import { nextStep } from './next-step.ts';
import { isOutdated } from './outdated-tasks.ts';
import { Step } from './plan.ts';
import type { Policy } from './policy.ts';
import { isClaim, Stage } from './stage.ts';
import { amountPermitsTransfer, openOn } from './transfer-run.ts';

/**
 * Brings an invoice's stage in line with its facts as of that moment: paid, credited, written off, reopened
 * by a reversal, approval voided by a hold, leftovers settled, letters no longer wanted cancelled.
 *
 * Nothing leaves the system here. Settling twice changes nothing more.
 */
export function settleInvoice(
  facts: InvoiceFacts,
  policy: Policy,
  calendar: Calendar,
  asOf: Instant,
): Decision {
  return settle(start(facts), policy, calendar, asOf);
}

/** The same, for a decision already under way. */
export function settle(decision: Decision, policy: Policy, calendar: Calendar, asOf: Instant): Decision {
  let settled = decision;
  for (const rule of [
    voidApproval,
    followLedger,
    settleLeftovers,
    cancelUnwanted,
    raiseLedgerTasks,
    dropTasks,
  ]) {
    settled = rule(settled, policy, calendar, asOf);
  }
  return settled;
}

function voidApproval(decision: Decision, _policy: Policy, calendar: Calendar, asOf: Instant): Decision {
  const { state, holds } = decision.facts;
  const { approvedAt } = state;
  if (state.stage !== Stage.LISTED || approvedAt === null) return decision;
  // A hold that came and went while no worker looked voids it all the same.
  const voiding = holds.some(
    (hold) => hold.scope !== HoldScope.CREDITOR && wasInForceSince(hold, calendar, approvedAt, asOf),
  );
  if (!voiding) return decision;
  const occasion = { at: asOf, on: calendar.dayOf(asOf), by: ENGINE };
  return advance(decision, InvoiceEvent.APPROVAL_VOIDED, occasion, { approvedAt: null, approvedBy: null });
}

/** What becomes of a claim with only costs open or less than the minimum, as the creditor wants it. */
function settleLeftovers(decision: Decision, policy: Policy, calendar: Calendar, asOf: Instant): Decision {
  const { facts } = decision;
  const today = calendar.dayOf(asOf);
  const open = openOn(facts, today);
  const waitsForTransfer = facts.state.stage === Stage.LISTED || facts.state.missedRunOn !== null;
  if (!isClaim(facts.state.stage) || !waitsForTransfer || amountPermitsTransfer(open, policy))
    return decision;
  const { settlement } = policy;
  if (settlement.kind === 'waive') {
    return post(decision, EntryKind.WAIVER, open.total, policy, calendar, asOf);
  }
  if (settlement.kind === 'writeOff' && open.total < settlement.below) {
    return post(decision, EntryKind.WRITE_OFF, open.total, policy, calendar, asOf);
  }
  return decision;
}

function post(
  decision: Decision,
  kind: EntryKind,
  amount: number,
  policy: Policy,
  calendar: Calendar,
  asOf: Instant,
): Decision {
  const { facts } = decision;
  const bookedOn = calendar.dayOf(asOf);
  const externalId = `settlement/${facts.number}/${facts.state.round}/${facts.ledger.length}`;
  const entry: NewEntry = { externalId, kind, amount, bookedOn };
  const posted: Decision = {
    ...decision,
    facts: { ...facts, ledger: [...facts.ledger, { externalId, kind, amount, bookedOn, recordedAt: asOf }] },
    entries: [...decision.entries, entry],
  };
  return followLedger(posted, policy, calendar, asOf);
}

/** A letter planned but not yet in its gateway's hands is cancelled when it may no longer go out. */
function cancelUnwanted(decision: Decision, policy: Policy, calendar: Calendar, asOf: Instant): Decision {
  const { facts } = decision;
  const effect = facts.pendingEffect;
  if (effect === null || effect.state !== EffectState.PLANNED) return decision;
  const without: InvoiceFacts = { ...facts, pendingEffect: null };
  const next = nextStep({ ...without, scriptedAt: null }, policy, calendar, asOf);
  const level = policy.levels[facts.state.levelsDone];
  const isStillNext =
    (next.step === Step.SEND_REMINDER || next.step === Step.SEND_NOTICE) && level?.name === effect.level;
  if (isStillNext) return decision;
  return { ...decision, facts: without, cancelledEffects: [...decision.cancelledEffects, effect.key] };
}

/** A task that has settled itself is taken off the operator's list. */
function dropTasks(decision: Decision, policy: Policy, calendar: Calendar, asOf: Instant): Decision {
  const { facts } = decision;
  return keepTasks(decision, ({ kind }) => !isOutdated(kind, facts, policy, calendar, asOf));
}
