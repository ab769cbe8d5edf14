import type { Calendar } from '../kernel/calendar.ts';
import type { Day, Instant } from '../kernel/day.ts';
import { EntryKind } from '../kernel/ledger.ts';
import { isPaidBy, ledgerTurns, type Reopened, type Settled, type Turn } from '../kernel/ledger-turns.ts';
import { ENGINE, type Occasion } from '../kernel/machine.ts';
import { backOnThePath, stageAfter } from './back-on-the-path.ts';
import { transferCharged } from './charges/charge.ts';
import { advance, type Decision } from './decision.ts';
import type { InvoiceFacts, InvoiceState } from './facts.ts';
import { InvoiceEvent } from './machine.ts';
import { pathOver } from './outdated-tasks.ts';
import type { InvoiceMoment } from './situation.ts';
import { CloseReason, hasEnded, Stage } from './stage.ts';

/**
 * Brings the stage in line with the ledger: paid, credited or written off on the day that left nothing open,
 * reopened or transferred by what took money back, and so on, each turn in order and dated right.
 *
 * Where bookings come late, dated before what was followed already, the invoice stands in the end where it would
 * had they come in order. What left the house stays: letters, and the case that a chargeback opened.
 */
export function followLedger(decision: Decision, moment: InvoiceMoment): Decision {
  const { facts } = decision;
  if (!followsLedger(facts.state)) return decision;
  const turns = turnsAhead(facts, moment);
  if (turns.length === 0) return hasEnded(facts.state.stage) ? unsettle(decision, moment) : decision;
  return turns.reduce((followed, turn) => take(followed, turn, moment), decision);
}

/** A case, an operator's word and the 60 days stand whatever is booked. */
function followsLedger({ stage, closeReason }: InvoiceState): boolean {
  if (stage === Stage.CLOSED) return isClosedByLedger(closeReason);
  return stage !== Stage.TRANSFERRED;
}

/** True when a credit or a write-off closed the invoice. */
export function isClosedByLedger(reason: CloseReason | null): boolean {
  return reason === CloseReason.CREDITED || reason === CloseReason.WRITTEN_OFF;
}

/** The turns since the last reopening that was followed; the first may be the one the invoice stands at. */
function turnsAhead(facts: InvoiceFacts, { policy, today }: InvoiceMoment): readonly Turn[] {
  const { reopenedOn } = facts.state;
  const isFollowed = ({ on }: Turn) => reopenedOn !== null && on <= reopenedOn;
  const opensCase = (turn: Reopened) =>
    policy.onChargeback === 'case' && turn.by !== EntryKind.REVERSAL && !isFollowed(turn);
  const turns = ledgerTurns(facts, today, opensCase);
  const last = turns.findLastIndex((turn) => turn.kind === 'reopened' && isFollowed(turn));
  return turns.slice(last + 1);
}

function take(decision: Decision, turn: Turn, moment: InvoiceMoment): Decision {
  return turn.kind === 'settled' ? settle(decision, turn, moment) : takeBack(decision, turn, moment);
}

function settle(decision: Decision, turn: Settled, { asOf }: InvoiceMoment): Decision {
  const { state } = decision.facts;
  const end = endOf(turn);
  const standsThere =
    state.stage === end.stage &&
    state.closeReason === end.closeReason &&
    (state.paidOn ?? state.closedOn) === turn.on;
  if (standsThere) return decision;
  const occasion: Occasion = { at: asOf, on: turn.on, by: ENGINE };
  // A booking that came late settles it on another day or by another kind.
  const event = hasEnded(state.stage) ? InvoiceEvent.SETTLED_OTHERWISE : end.event;
  const before = hasEnded(state.stage) ? state.stageBeforeEnd : state.stage;
  const { stage, closeReason } = end;
  const days =
    stage === Stage.PAID ? { paidOn: turn.on, closedOn: null } : { paidOn: null, closedOn: turn.on };
  return advance(pathOver(decision), event, occasion, {
    stage,
    closeReason,
    ...days,
    stageBeforeEnd: before,
  });
}

function endOf(turn: Settled) {
  if (isPaidBy(turn)) return { stage: Stage.PAID, closeReason: null, event: InvoiceEvent.PAID } as const;
  return turn.by === EntryKind.CREDIT
    ? ({ stage: Stage.CLOSED, closeReason: CloseReason.CREDITED, event: InvoiceEvent.CREDITED } as const)
    : ({
        stage: Stage.CLOSED,
        closeReason: CloseReason.WRITTEN_OFF,
        event: InvoiceEvent.WRITTEN_OFF,
      } as const);
}

/** Takes a paid invoice back to the stage before, or to a case where the policy says so. */
function takeBack(decision: Decision, turn: Reopened, moment: InvoiceMoment): Decision {
  const { policy, calendar, asOf } = moment;
  const on = dayRecorded(decision.facts, turn.on, turn.recordedAt, calendar);
  if (policy.onChargeback === 'case' && turn.by !== EntryKind.REVERSAL) {
    const occasion = { at: asOf, on, by: ENGINE, reason: turn.by };
    const patch = { paidOn: null, transferredOn: on };
    const charged = transferCharged(decision, moment);
    return advance(charged, InvoiceEvent.TRANSFERRED_BY_CHARGEBACK, occasion, patch);
  }
  return reopen(decision, on, turn.by, { reopenedOn: turn.on }, moment);
}

/** By its days the invoice was never settled: a booking came late, or was taken back on the same day. */
function unsettle(decision: Decision, moment: InvoiceMoment): Decision {
  const { facts } = decision;
  const { calendar, today } = moment;
  const counted = facts.ledger.filter(({ bookedOn }) => bookedOn <= today);
  if (counted.length === 0) return decision;
  const last = counted.reduce((newest, entry) => (entry.recordedAt >= newest.recordedAt ? entry : newest));
  const on = dayRecorded(facts, last.bookedOn, last.recordedAt, calendar);
  return reopen(decision, on, last.kind, {}, moment);
}

function reopen(
  decision: Decision,
  on: Day,
  reason: EntryKind,
  followed: Partial<InvoiceState>,
  moment: InvoiceMoment,
): Decision {
  const { state } = decision.facts;
  const before = state.stageBeforeEnd ?? stageAfter(moment.policy, state.levelsDone);
  return advance(
    decision,
    InvoiceEvent.REOPENED,
    { at: moment.asOf, on, by: ENGINE, reason },
    {
      ...backOnThePath(before, on, moment),
      ...followed,
      paidOn: null,
      closedOn: null,
      closeReason: null,
      stageBeforeEnd: null,
    },
  );
}

/** The day a booking was recorded; in a rehearsal, where all is known from the start, the day it was booked. */
function dayRecorded(facts: InvoiceFacts, bookedOn: Day, recordedAt: Instant, calendar: Calendar): Day {
  return facts.rehearsal ? bookedOn : Math.max(bookedOn, calendar.dayOf(recordedAt));
}
