import { judgedNextOn } from '../agreements/judge.ts';
import { EffectState, needsAPerson } from '../effects/effect.ts';
import type { Day, Instant } from '../kernel/day.ts';
import { earliest } from '../kernel/earliest.ts';
import { effectiveFrom, endOf } from '../kernel/holds.ts';
import type { Ahead } from './checks/check.ts';
import { BACK_FROM_CASE, LISTING, TRANSFER, TRANSFER_WHEN_APPROVED } from './checks/claim.ts';
import { LETTER, NO_LETTER_LEFT } from './checks/letter.ts';
import { nothingUnderWay, pathGoesOn } from './checks/path.ts';
import { claimClock } from './claim-clock.ts';
import type { InvoiceFacts } from './facts.ts';
import { leftoversOf } from './leftovers.ts';
import { withOwnLedger } from './own-ledger.ts';
import { Because, OBSTACLES, type Obstacle, type Plan, Step } from './plan.ts';
import { planMailAhead, planMailKeptBackBy } from './plan-mail.ts';
import { nextLevel, sendingSlot } from './sending-slot.ts';
import type { InvoiceSituation } from './situation.ts';
import { isClaim, Stage } from './stage.ts';
import { amountPermitsTransfer, openOn, transferModeOf } from './transfer-run.ts';

/** How long before a claim closes its operator is told. */
const WARNING_DAYS = 7;

/**
 * Says what happens next to an invoice and when: the one place where that is decided.
 *
 * Facts must be settled (see `settleInvoice`): a paid invoice is PAID before this is asked. The earliest of all
 * things that can happen wins; where closing and transfer fall together, closing wins.
 */
export function nextStep(situation: InvoiceSituation): Plan {
  const pending = pendingStep(situation);
  const agreed = [agreementJudged(situation), instalmentAhead(situation)];
  // What was agreed, perhaps because a letter did not arrive, is followed whatever becomes of that letter.
  if (pending !== null) return earliest([pending, ...agreed]);
  const scripted = scriptedEvent(situation);
  const looksAgain = nextChange(situation);
  if (!pathGoesOn.passes(situation)) {
    const mayReopen = situation.facts.state.stage === Stage.PAID;
    const end: Plan = { step: Step.END, at: null, because: Because.ENDED };
    return earliest([scripted, mayReopen ? looksAgain : null, ...agreed, end]);
  }
  const settles = settlesLeftovers(situation);
  const following = followingStep(situation);
  return earliest([scripted, ...closing(situation), ...agreed, following, settles, looksAgain]);
}

/** What is ahead of an invoice whose path goes on: one list of checks decides it and explains it. */
export function aheadOf({ facts, policy }: InvoiceSituation): Ahead {
  if (facts.state.caseEndedOn !== null) return BACK_FROM_CASE;
  if (!isOnNotice(facts)) return nextLevel({ facts, policy }) === undefined ? NO_LETTER_LEFT : LETTER;
  const mode = transferModeOf(facts, policy);
  if (facts.state.stage === Stage.NOTICED && mode !== 10) return LISTING;
  return mode === 30 ? TRANSFER_WHEN_APPROVED : TRANSFER;
}

/** A notice that came back has no deadline until it is delivered again: then it is the next letter once more. */
function isOnNotice({ state }: InvoiceFacts): boolean {
  return isClaim(state.stage) && state.noticeDueOn !== null;
}

/** The next letter, listing or transfer, or what it waits for. */
function followingStep(situation: InvoiceSituation): Plan {
  const { checks, step, nextTry, instead } = aheadOf(situation);
  const stoppedBy = checks.stoppedBy(situation);
  if (stoppedBy !== null) return instead?.(situation, stoppedBy) ?? wait(null, stoppedBy);
  const plan = step(situation);
  if (plan.at === null) return wait(null, Because.HELD);
  const putOffBy = plan.at <= situation.asOf ? checks.putOffBy(situation) : null;
  return putOffBy === null ? plan : wait(nextTry?.(situation) ?? null, putOffBy);
}

/**
 * What keeps the next letter, transfer or mail of a plan back though its moment has come; null when nothing does. The
 * plan need not say so: a warning or the closing of a claim may come before the next try.
 */
export function keptBackBy(situation: InvoiceSituation): Obstacle | null {
  return pathKeptBackBy(situation) ?? planMailKeptBackBy(situation);
}

function pathKeptBackBy(situation: InvoiceSituation): Obstacle | null {
  if (!pathGoesOn.passes(situation) || pendingStep(situation) !== null) return null;
  const { step, because } = followingStep(situation);
  return OBSTACLES.find((obstacle) => step === Step.WAIT && because === obstacle) ?? null;
}

/** What the script lets a person do comes before what falls due at the same instant. */
function scriptedEvent({ facts: { scriptedAt } }: InvoiceSituation): Plan | null {
  return scriptedAt === null ? null : wait(scriptedAt, Because.SCRIPT);
}

/** What is left of a claim is waived or written off some days after nothing else was. */
function settlesLeftovers(situation: InvoiceSituation): Plan | null {
  const left = leftoversOf(situation.facts, situation);
  return left === null || left.from <= situation.today
    ? null
    : wait(situation.calendar.instantOf(left.from, 0), Because.SETTLES_LATER);
}

function wait(at: Instant | null, because: Because): Plan {
  return { step: Step.WAIT, at, because };
}

/** An effect under way comes before everything else; one that needs a person stops the path. */
function pendingStep(situation: InvoiceSituation): Plan | null {
  const { facts, asOf } = situation;
  const effect = facts.pendingEffect;
  if (effect === null || nothingUnderWay.passes(situation)) return null;
  if (needsAPerson(effect.state)) {
    // On a path that is paid or closed nobody waits for that letter any more.
    const isOver = facts.state.stage === Stage.PAID || facts.state.stage === Stage.CLOSED;
    return isOver ? null : wait(null, Because.NEEDS_ATTENTION);
  }
  const at =
    effect.state === EffectState.PLANNED
      ? sendingSlot(situation, 0, Math.max(asOf, effect.nextAttemptAt))
      : effect.nextAttemptAt;
  return { step: Step.HAND_OVER, at, because: Because.EFFECT_PENDING };
}

/** The next moment at which a known booking or hold changes the facts; null when none is known. */
function nextChange(situation: InvoiceSituation): Plan | null {
  const { facts, calendar, asOf, today } = situation;
  const bookings = facts.ledger
    .filter((entry) => entry.bookedOn > today)
    .map((entry) => calendar.instantOf(entry.bookedOn, 0));
  const holds = facts.holds
    .flatMap((hold) => [effectiveFrom(hold, calendar), endOf(hold, calendar) ?? 0])
    .filter((moment) => moment > asOf);
  const booking = bookings.length === 0 ? null : Math.min(...bookings);
  const hold = holds.length === 0 || !pathGoesOn.passes(situation) ? null : Math.min(...holds);
  if (booking !== null && (hold === null || booking <= hold)) return wait(booking, Because.BOOKING_AHEAD);
  return hold === null ? null : wait(hold, Because.HOLD_CHANGES);
}

/** The next mail of a payment plan: no pause keeps it back. */
function instalmentAhead(situation: InvoiceSituation): Plan | null {
  const mail = planMailAhead(situation);
  if (mail === null) return null;
  return { step: Step.REMIND_OF_INSTALMENT, at: mail.at, because: Because.INSTALMENT_AHEAD };
}

/** The day on which a payment plan or a promise may be broken: whatever becomes of its money, it is looked at then. */
function agreementJudged({ facts, calendar, today }: InvoiceSituation): Plan | null {
  const days = facts.agreements.flatMap(
    (agreement) => judgedNextOn(withOwnLedger(facts, agreement), calendar, today) ?? [],
  );
  if (days.length === 0) return null;
  return wait(calendar.instantOf(Math.min(...days), 0), Because.AGREEMENT_JUDGED);
}

/** The day of the run that takes the claim to debt collection as it stands; null while none would. */
export function transfersOn(situation: InvoiceSituation): Day | null {
  if (!isOnNotice(situation.facts) || pendingStep(situation) !== null) return null;
  const { step, at } = followingStep(situation);
  // A run that waits for the ledger, a direct debit or unmatched money is tried again at the next.
  if (at === null || (step !== Step.TRANSFER_TO_COLLECTION && step !== Step.WAIT)) return null;
  const [closes] = closing(situation);
  return closes?.at != null && closes.at <= at ? null : situation.calendar.dayOf(at);
}

/** The day a claim closes by the 60-day clock; null while approval or a standstill keeps it open. */
export function closesOn(situation: InvoiceSituation): number | null {
  const { facts, policy, today } = situation;
  const clock = claimClock(situation);
  if (clock === null || clock.closesOn === null) return null;
  // The only hold under which an approval stands is the creditor's, and under that the clock stands still.
  const transfersInstead =
    facts.state.approvedAt !== null &&
    facts.dispute === null &&
    amountPermitsTransfer(openOn(facts, today), policy);
  return transfersInstead ? null : clock.closesOn;
}

/** The closing by the clock, and the warning before it. */
function closing(situation: InvoiceSituation): readonly Plan[] {
  const { facts, policy, calendar, asOf } = situation;
  const day = closesOn(situation);
  if (day === null) return [];
  const at = calendar.instantOf(day, 0);
  const close: Plan = { step: Step.CLOSE_EXPIRED, at, because: Because.SIXTY_DAYS };
  // Nobody is warned twice, or of what is done at once.
  if (facts.state.warnedFor === day || at <= asOf) return [close];
  const warnsAt = calendar.instantOf(day - WARNING_DAYS, policy.sending.from);
  return [close, { step: Step.REVIEW, at: warnsAt, because: Because.CLOSES_SOON }];
}
