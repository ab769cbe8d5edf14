import { EffectState } from '../effects/effect.ts';
import type { Day, Instant } from '../kernel/day.ts';
import { earliest } from '../kernel/earliest.ts';
import { effectiveFrom, endOf } from '../kernel/holds.ts';
import { firstRunAtOrAfter } from '../kernel/working-days.ts';
import { claimClock } from './claim-clock.ts';
import type { InvoiceFacts } from './facts.ts';
import {
  amountObstacle,
  lastingObstacle,
  OBSTACLES,
  type Obstacle,
  passingObstacle,
  transferObstacle,
} from './obstacles.ts';
import { Because, type Plan, Step } from './plan.ts';
import { LevelKind } from './policy.ts';
import { levelDueOn, sendingSlot } from './sending-slot.ts';
import type { InvoiceSituation } from './situation.ts';
import { hasEnded, isClaim, Stage } from './stage.ts';
import {
  amountPermitsTransfer,
  isHeld,
  openOn,
  runNotBefore,
  transferModeOf,
  transferRun,
} from './transfer-run.ts';

/** How long before a claim closes its operator is told. */
const WARNING_DAYS = 7;

/**
 * Says what happens next to an invoice and when: the one place where that is decided.
 *
 * Facts must be settled (see `settleInvoice`): a paid invoice is PAID before this is asked. The earliest of all
 * things that can happen wins; where closing and transfer fall together, closing wins.
 */
export function nextStep(situation: InvoiceSituation): Plan {
  const { facts } = situation;
  const pending = pendingStep(situation);
  if (pending !== null) return pending;
  const looksAgain = nextChange(situation);
  const scripted = scriptedEvent(facts);
  if (hasEnded(facts.state.stage)) {
    const mayReopen = facts.state.stage === Stage.PAID && looksAgain.at !== null;
    const end: Plan = { step: Step.END, at: null, because: Because.ENDED };
    return earliest([scripted, mayReopen ? looksAgain : null, end]);
  }
  return earliest([scripted, closing(situation), warning(situation), followingStep(situation), looksAgain]);
}

/** The next letter, listing or transfer, or what it waits for. */
function followingStep(situation: InvoiceSituation): Plan | null {
  const { state } = situation.facts;
  // A notice that came back has no deadline until it is delivered again.
  const isOnNotice = isClaim(state.stage) && state.noticeDueOn !== null;
  return isOnNotice ? claimStep(situation) : levelStep(situation);
}

/**
 * What keeps the next letter or transfer back though its moment has come; null when nothing does. The plan need not
 * say so: a warning or the closing of a claim may come before the next try.
 */
export function keptBackBy(situation: InvoiceSituation): Obstacle | null {
  const { facts } = situation;
  if (hasEnded(facts.state.stage) || pendingStep(situation) !== null) return null;
  const step = followingStep(situation);
  return OBSTACLES.find((obstacle) => step?.step === Step.WAIT && step.because === obstacle) ?? null;
}

/** What the script lets a person do comes before what falls due at the same instant. */
function scriptedEvent({ scriptedAt }: InvoiceFacts): Plan | null {
  return scriptedAt === null ? null : wait(scriptedAt, Because.SCRIPT);
}

function wait(at: Instant | null, because: Because): Plan {
  return { step: Step.WAIT, at, because };
}

/** An effect under way comes before everything else; one that needs a person stops the path. */
function pendingStep(situation: InvoiceSituation): Plan | null {
  const { facts, asOf } = situation;
  const effect = facts.pendingEffect;
  if (effect === null) return null;
  switch (effect.state) {
    case EffectState.PLANNED: {
      const notBefore = Math.max(asOf, effect.nextAttemptAt);
      const at = sendingSlot(situation, 0, notBefore);
      return { step: Step.HAND_OVER, at, because: Because.EFFECT_PENDING };
    }
    case EffectState.HANDING_OVER:
      return { step: Step.HAND_OVER, at: effect.nextAttemptAt, because: Because.EFFECT_PENDING };
    case EffectState.UNCERTAIN:
    case EffectState.FAILED:
    case EffectState.BOUNCED:
      // On a path that is paid or closed nobody waits for that letter any more.
      return isOver(facts.state.stage) ? null : wait(null, Because.NEEDS_ATTENTION);
    case EffectState.HANDED_OVER:
    case EffectState.DELIVERED:
    case EffectState.CANCELLED:
      return null;
    default:
      return effect.state satisfies never;
  }
}

function isOver(stage: Stage): boolean {
  return stage === Stage.PAID || stage === Stage.CLOSED;
}

/** The next moment at which a known booking or hold changes the facts. */
function nextChange(situation: InvoiceSituation): Plan {
  const { facts, calendar, asOf, today } = situation;
  const bookings = facts.ledger
    .filter((entry) => entry.bookedOn > today)
    .map((entry) => calendar.instantOf(entry.bookedOn, 0));
  const holds = facts.holds
    .flatMap((hold) => [effectiveFrom(hold, calendar), endOf(hold, calendar) ?? 0])
    .filter((moment) => moment > asOf);
  const booking = bookings.length === 0 ? null : Math.min(...bookings);
  const hold = holds.length === 0 || hasEnded(facts.state.stage) ? null : Math.min(...holds);
  if (booking !== null && (hold === null || booking <= hold)) return wait(booking, Because.BOOKING_AHEAD);
  if (hold !== null) return wait(hold, Because.HOLD_CHANGES);
  return wait(null, whyIdle(situation));
}

function whyIdle(situation: InvoiceSituation): Because {
  const { facts } = situation;
  if (isHeld(situation)) return Because.HELD;
  if (facts.state.caseEndedOn !== null) return Because.CASE_ENDED;
  return facts.state.stage === Stage.LISTED ? Because.AWAITS_APPROVAL : Because.NO_LEVEL_LEFT;
}

function levelStep(situation: InvoiceSituation): Plan | null {
  const { facts, policy, calendar, asOf, today } = situation;
  const level = policy.levels[facts.state.levelsDone];
  if (level === undefined || facts.state.caseEndedOn !== null) return null;
  const open = openOn(facts, today);
  const obstacle = lastingObstacle(facts) ?? amountObstacle(open, policy);
  if (obstacle !== null) return wait(null, obstacle);
  const dueOn = levelDueOn(facts, level, calendar);
  if (dueOn === null) return wait(null, facts.dueOn === null ? Because.NO_DUE_DATE : Because.HELD);
  const slot = sendingSlot(situation, dueOn, asOf);
  if (slot === null) return wait(null, Because.HELD);
  const passing = slot <= asOf ? passingObstacle(situation) : null;
  if (passing !== null) {
    return wait(sendingSlot(situation, dueOn, calendar.instantOf(today + 1, 0)), passing);
  }
  const step = level.kind === LevelKind.notice ? Step.SEND_NOTICE : Step.SEND_REMINDER;
  return { step, at: slot, because: Because.LEVEL_DUE };
}

/** Listing for modes 20 and 30, then the transfer run; what is not permitted is said, not done. */
function claimStep(situation: InvoiceSituation): Plan | null {
  const { facts, policy, calendar } = situation;
  const { state } = facts;
  if (state.caseEndedOn !== null) return null;
  if (state.noticeDueOn === null) return wait(null, Because.NEEDS_ATTENTION);
  const mode = transferModeOf(facts, policy);
  if (state.stage === Stage.NOTICED && mode !== 10) {
    const at = calendar.instantOf(state.noticeDueOn + 1, 0);
    return { step: Step.LIST_FOR_COLLECTION, at, because: Because.NOTICE_EXPIRES };
  }
  const run = transferRun(situation);
  return run === null ? null : transferStep(situation, runNotBefore(run, situation));
}

function transferStep(situation: InvoiceSituation, run: Instant): Plan {
  const { facts, policy, calendar, asOf } = situation;
  const obstacle = transferObstacle(situation);
  if (obstacle !== null) {
    const isOfAmount = obstacle === Because.ONLY_COSTS_OPEN || obstacle === Because.BELOW_MINIMUM;
    const missesRun = facts.state.stage === Stage.NOTICED && facts.state.missedRunOn === null;
    if (isOfAmount && missesRun) return { step: Step.REVIEW, at: run, because: Because.RUN_MISSED };
    return wait(null, obstacle);
  }
  const passing = run <= asOf ? passingObstacle(situation) : null;
  if (passing !== null) {
    return wait(firstRunAtOrAfter(calendar, asOf + 1, policy.transfer.at).at, passing);
  }
  return { step: Step.TRANSFER_TO_COLLECTION, at: run, because: Because.TRANSFER_RUN };
}

/** The day of the run that takes the claim to debt collection as it stands; null while none would. */
export function transfersOn(situation: InvoiceSituation): Day | null {
  const { facts, calendar } = situation;
  const isOnNotice = isClaim(facts.state.stage) && facts.state.noticeDueOn !== null;
  const step = isOnNotice && pendingStep(situation) === null ? claimStep(situation) : null;
  if (step === null || step.at === null) return null;
  // A run that waits for the ledger, a direct debit or unmatched money is tried again at the next.
  if (step.step !== Step.TRANSFER_TO_COLLECTION && step.step !== Step.WAIT) return null;
  const closes = closing(situation);
  return closes?.at != null && closes.at <= step.at ? null : calendar.dayOf(step.at);
}

/** The day a claim closes by the 60-day clock; null while approval or a standstill keeps it open. */
export function closesOn(situation: InvoiceSituation): number | null {
  const { facts, policy, today } = situation;
  const clock = claimClock(situation);
  if (clock === null || clock.closesOn === null) return null;
  // The only hold under which an approval stands is the creditor's, and under that the clock stands still.
  const transfersInstead =
    facts.state.approvedAt !== null && amountPermitsTransfer(openOn(facts, today), policy);
  return transfersInstead ? null : clock.closesOn;
}

function closing(situation: InvoiceSituation): Plan | null {
  const day = closesOn(situation);
  if (day === null) return null;
  return { step: Step.CLOSE_EXPIRED, at: situation.calendar.instantOf(day, 0), because: Because.SIXTY_DAYS };
}

function warning(situation: InvoiceSituation): Plan | null {
  const { facts, policy, calendar, asOf } = situation;
  const day = closesOn(situation);
  if (day === null || facts.state.warnedFor === day) return null;
  // Nobody is warned of what is done at once.
  if (calendar.instantOf(day, 0) <= asOf) return null;
  const at = calendar.instantOf(day - WARNING_DAYS, policy.sending.from);
  return { step: Step.REVIEW, at, because: Because.CLOSES_SOON };
}
