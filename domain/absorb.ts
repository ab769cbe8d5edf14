import type { Calendar } from './calendar.ts';
import type { Day, Instant } from './day.ts';
import { EffectState, type InvoiceFacts, type InvoiceState } from './facts.ts';
import { HoldScope, wasInForceSince } from './holds.ts';
import { ENGINE, InvoiceEvent } from './invoice-machine.ts';
import { nextStep } from './next-step.ts';
import { EntryKind, inBookingOrder, type LedgerEntry, openAmount, reduces } from './open-amount.ts';
import { isOutdated, pathOver } from './outdated-tasks.ts';
import { Step } from './plan.ts';
import { LevelKind, type Policy } from './policy.ts';
import { advance, type NewEntry, type Progress, start } from './progress.ts';
import { hasEnded, isClaim, Stage } from './stage.ts';
import { keepTasks } from './tasks.ts';
import { amountPermitsTransfer, openOn } from './transfer-run.ts';
import { firstWorkingDayFrom } from './working-days.ts';

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
    endWhenNothingIsOpen,
    reopen,
    settleLeftovers,
    cancelUnwanted,
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

function endWhenNothingIsOpen(
  progress: Progress,
  _policy: Policy,
  calendar: Calendar,
  asOf: Instant,
): Progress {
  const { facts } = progress;
  const today = calendar.dayOf(asOf);
  if (hasEnded(facts.state.stage) || openOn(facts, today).total > 0) return progress;
  const { day, kind } = settlingBooking(facts, today);
  const occasion = { at: asOf, on: day, by: ENGINE };
  const { stage } = facts.state;
  const settled = pathOver(progress);
  switch (kind) {
    case EntryKind.CREDIT:
      return advance(settled, InvoiceEvent.CREDITED, occasion, {
        closedOn: day,
        closeReason: 'CREDITED',
      });
    case EntryKind.WRITE_OFF:
      return advance(settled, InvoiceEvent.WRITTEN_OFF, occasion, {
        closedOn: day,
        closeReason: 'WRITTEN_OFF',
      });
    default:
      return advance(settled, InvoiceEvent.PAID, occasion, {
        paidOn: day,
        stageBeforePaid: stage,
      });
  }
}

/**
 * The booking that brought the invoice to zero for good: bookings of one day are netted first, and the last
 * reducing one of the day from whose end nothing was open any more decides.
 */
export function settlingBooking(facts: InvoiceFacts, today: Day): { day: Day; kind: EntryKind } {
  const entries = inBookingOrder(facts.ledger).filter((entry) => entry.bookedOn <= today);
  const days = [...new Set(entries.map((entry) => entry.bookedOn))].reverse();
  let settledOn = days[0] ?? today;
  for (const day of days) {
    if (openAmount(facts.amount, entries, day).total > 0) break;
    settledOn = day;
  }
  const deciding = entries.filter((entry) => entry.bookedOn === settledOn && reduces(entry.kind)).at(-1);
  // A rehearsed path begins on its start day: what was booked before counts from then on.
  const day = facts.rehearsal ? Math.max(settledOn, facts.startsOn) : settledOn;
  return { day, kind: deciding?.kind ?? EntryKind.PAYMENT };
}

const GIVES_BACK: readonly EntryKind[] = [EntryKind.REVERSAL, EntryKind.CHARGEBACK, EntryKind.REFUND];

/** A reversal takes PAID back to the stage before; a chargeback may open a case instead. */
function reopen(progress: Progress, policy: Policy, calendar: Calendar, asOf: Instant): Progress {
  const { facts } = progress;
  const today = calendar.dayOf(asOf);
  if (facts.state.stage !== Stage.PAID || openOn(facts, today).total === 0) return progress;
  const cause = lastGivenBack(facts, today, calendar);
  if (cause === null) return progress;
  const on = effectiveDayOf(cause, facts, calendar);
  // A fee charged since is no reversal: one of before the payment does not act a second time.
  if (on < (facts.state.paidOn ?? on)) return progress;
  const occasion = { at: asOf, on, by: ENGINE, reason: cause.kind };
  if (policy.onChargeback === 'case' && cause.kind !== EntryKind.REVERSAL) {
    const patch = { paidOn: null, transferredOn: on };
    return advance(progress, InvoiceEvent.TRANSFERRED_BY_CHARGEBACK, occasion, patch);
  }
  const patch = backOnThePath(facts.state.stageBeforePaid ?? Stage.OPEN, policy, calendar, on, asOf);
  return advance(progress, InvoiceEvent.REOPENED, occasion, {
    ...patch,
    paidOn: null,
    stageBeforePaid: null,
  });
}

function lastGivenBack(facts: InvoiceFacts, today: Day, calendar: Calendar): LedgerEntry | null {
  return facts.ledger
    .filter((entry) => entry.bookedOn <= today && GIVES_BACK.includes(entry.kind))
    .reduce<LedgerEntry | null>((last, entry) => {
      const isLater =
        last === null || effectiveDayOf(entry, facts, calendar) >= effectiveDayOf(last, facts, calendar);
      return isLater ? entry : last;
    }, null);
}

/** The day a reversal was recorded; in a rehearsal, where all is known from the start, the day it was booked. */
function effectiveDayOf(entry: LedgerEntry, facts: InvoiceFacts, calendar: Calendar): Day {
  if (facts.rehearsal) return entry.bookedOn;
  return Math.max(entry.bookedOn, calendar.dayOf(entry.recordedAt));
}

/**
 * State of an invoice taken up again on a day: gaps count from that day; after a notice the claim gets fresh
 * payment days and a new clock, and its listing and approval are void.
 */
export function backOnThePath(
  before: Stage,
  policy: Policy,
  calendar: Calendar,
  on: Day,
  asOf: Instant,
): Partial<InvoiceState> {
  const wasNoticed = isClaim(before);
  const unlisted = {
    listedOn: null,
    fixedMode: null,
    approvedAt: null,
    approvedBy: null,
    missedRunOn: null,
    clockCarriedFrom: null,
    warnedFor: null,
    anchorOn: on,
  };
  if (!wasNoticed) return { ...unlisted, stage: before };
  return {
    ...unlisted,
    stage: Stage.NOTICED,
    claimSince: asOf,
    noticeDueOn: noticeDeadline(policy, calendar, on),
  };
}

/** The deadline of a notice delivered on that day: its payment days, moved forward to a working day. */
export function noticeDeadline(policy: Policy, calendar: Calendar, on: Day): Day {
  const notice = policy.levels.find((level) => level.kind === LevelKind.notice);
  return firstWorkingDayFrom(calendar, on + (notice?.paymentDays ?? 0));
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
    facts: { ...facts, ledger: [...facts.ledger, { kind, amount, bookedOn, recordedAt: asOf }] },
    entries: [...progress.entries, entry],
  };
  return endWhenNothingIsOpen(posted, policy, calendar, asOf);
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
