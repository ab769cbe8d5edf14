import type { Calendar } from '../kernel/calendar.ts';
import type { Instant } from '../kernel/day.ts';
import { HoldScope, wasInForceSince } from '../kernel/holds.ts';
import { EntryKind } from '../kernel/open-amount.ts';
import { keepTasks } from '../tasks/task.ts';
import { advance, type NewEntry, type Progress, start } from './decision.ts';
import { EffectState, type InvoiceFacts } from './facts.ts';
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
 * Nothing leaves the system here. Absorbing twice changes nothing more.
 */
export function absorb(facts: InvoiceFacts, policy: Policy, calendar: Calendar, asOf: Instant): Progress {
  return settle(start(facts), policy, calendar, asOf);
}

/** The same, for a decision already under way. */
export function settle(progress: Progress, policy: Policy, calendar: Calendar, asOf: Instant): Progress {
  let settled = progress;
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

function voidApproval(progress: Progress, _policy: Policy, calendar: Calendar, asOf: Instant): Progress {
  const { state, holds } = progress.facts;
  const { approvedAt } = state;
  if (state.stage !== Stage.LISTED || approvedAt === null) return progress;
  // A hold that came and went while no worker looked voids it all the same.
  const voiding = holds.some(
    (hold) => hold.scope !== HoldScope.CREDITOR && wasInForceSince(hold, calendar, approvedAt, asOf),
  );
  if (!voiding) return progress;
  const occasion = { at: asOf, on: calendar.dayOf(asOf), by: ENGINE };
  return advance(progress, InvoiceEvent.APPROVAL_VOIDED, occasion, { approvedAt: null, approvedBy: null });
}

/** What becomes of a claim with only costs open or less than the minimum, as the creditor wants it. */
function settleLeftovers(progress: Progress, policy: Policy, calendar: Calendar, asOf: Instant): Progress {
  const { facts } = progress;
  const today = calendar.dayOf(asOf);
  const open = openOn(facts, today);
  const waitsForTransfer = facts.state.stage === Stage.LISTED || facts.state.missedRunOn !== null;
  if (!isClaim(facts.state.stage) || !waitsForTransfer || amountPermitsTransfer(open, policy))
    return progress;
  const { settlement } = policy;
  if (settlement.kind === 'waive') {
    return post(progress, EntryKind.WAIVER, open.total, policy, calendar, asOf);
  }
  if (settlement.kind === 'writeOff' && open.total < settlement.below) {
    return post(progress, EntryKind.WRITE_OFF, open.total, policy, calendar, asOf);
  }
  return progress;
}

function post(
  progress: Progress,
  kind: EntryKind,
  amount: number,
  policy: Policy,
  calendar: Calendar,
  asOf: Instant,
): Progress {
  const { facts } = progress;
  const bookedOn = calendar.dayOf(asOf);
  const externalId = `settlement/${facts.number}/${facts.state.round}/${facts.ledger.length}`;
  const entry: NewEntry = { externalId, kind, amount, bookedOn };
  const posted: Progress = {
    ...progress,
    facts: { ...facts, ledger: [...facts.ledger, { externalId, kind, amount, bookedOn, recordedAt: asOf }] },
    entries: [...progress.entries, entry],
  };
  return followLedger(posted, policy, calendar, asOf);
}

/** A letter planned but not yet in its gateway's hands is cancelled when it may no longer go out. */
function cancelUnwanted(progress: Progress, policy: Policy, calendar: Calendar, asOf: Instant): Progress {
  const { facts } = progress;
  const effect = facts.pendingEffect;
  if (effect === null || effect.state !== EffectState.PLANNED) return progress;
  const without: InvoiceFacts = { ...facts, pendingEffect: null };
  const next = nextStep({ ...without, scriptedAt: null }, policy, calendar, asOf);
  const level = policy.levels[facts.state.levelsDone];
  const isStillNext =
    (next.step === Step.SEND_REMINDER || next.step === Step.SEND_NOTICE) && level?.name === effect.level;
  if (isStillNext) return progress;
  return { ...progress, facts: without, cancelledEffects: [...progress.cancelledEffects, effect.key] };
}

/** A task that has settled itself is taken off the operator's list. */
function dropTasks(progress: Progress, policy: Policy, calendar: Calendar, asOf: Instant): Progress {
  const { facts } = progress;
  return keepTasks(progress, ({ kind }) => !isOutdated(kind, facts, policy, calendar, asOf));
}
