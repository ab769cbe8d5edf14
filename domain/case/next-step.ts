import { EffectState, isOnItsWay } from '../effects/effect.ts';
import type { Instant } from '../kernel/day.ts';
import { earliest } from '../kernel/earliest.ts';
import { effectiveFrom, endOf } from '../kernel/holds.ts';
import { asksNextAt } from './asking.ts';
import { somethingOpen } from './checks/always.ts';
import { AT_THE_COLLECTOR, reportsRead } from './checks/at-the-collector.ts';
import { dueDatePassed, mayNotOrder, TO_THE_COLLECTOR } from './checks/to-the-collector.ts';
import { CollectorKind } from './configuration.ts';
import { InstructionKind, type PendingInstruction } from './facts.ts';
import {
  awaitsWithdrawal,
  isCaseOver,
  isWithCollector,
  isWordForAPerson,
  orderUnderWay,
  stopsCases,
} from './order.ts';
import { CaseBecause, type CaseDecisionPlan, CaseStep } from './plan.ts';
import { patienceEndsAt } from './settle.ts';
import type { CaseSituation } from './situation.ts';
import { CaseState } from './state.ts';

/**
 * Says what happens next to a case and when: the one place where that is decided.
 *
 * Facts must be settled (see `settleCase`). The earliest of all things that can happen wins; of those that are due,
 * what the collector says is read before anything else is done.
 */
export function nextCaseStep(situation: CaseSituation): CaseDecisionPlan {
  const { facts, asOf } = situation;
  const steps = isCaseOver(facts)
    ? [
        reading(situation),
        handingOver(situation),
        scripted(situation),
        awaitsWithdrawal(facts) ? asking(situation) : null,
        silence(situation),
        whenOver(situation),
      ]
    : [
        scripted(situation),
        reading(situation),
        handingOver(situation),
        telling(situation),
        timingOut(situation),
        completing(situation),
        followingStep(situation),
        asking(situation),
        holdChange(situation),
        bookingAhead(situation),
        silence(situation),
      ];
  return earliest(steps, asOf);
}

function wait(at: Instant | null, because: CaseBecause): CaseDecisionPlan {
  return { step: CaseStep.WAIT, at, because };
}

/** Over, but not forgotten: an instruction that failed waits for a person, a withdrawal for its answer. */
function whenOver({ facts }: CaseSituation): CaseDecisionPlan {
  if (facts.instructions.some(isWordForAPerson)) return wait(null, CaseBecause.NEEDS_ATTENTION);
  return awaitsWithdrawal(facts)
    ? wait(null, CaseBecause.AWAITS_WITHDRAWAL)
    : { step: CaseStep.END, at: null, because: CaseBecause.ENDED };
}

function scripted({ facts }: CaseSituation): CaseDecisionPlan | null {
  const at = facts.scriptedAt;
  return at === null ? null : { step: CaseStep.SCRIPT, at, because: CaseBecause.SCRIPT };
}

function reading(situation: CaseSituation): CaseDecisionPlan | null {
  if (reportsRead.passes(situation)) return null;
  return { step: CaseStep.ASK, at: situation.asOf, because: CaseBecause.REPORT_TO_READ };
}

/** Words go out one after the other; an order also waits for pauses to end and for something to be open. */
function handingOver(situation: CaseSituation): CaseDecisionPlan | null {
  const next = nextToHandOver(situation);
  if (next === null) return null;
  return { step: CaseStep.HAND_OVER, at: next.nextAttemptAt, because: CaseBecause.INSTRUCTION_PENDING };
}

/** The instruction whose turn it is. */
export function nextToHandOver(situation: CaseSituation): PendingInstruction | null {
  const next = situation.facts.instructions.find(({ state }) => isOnItsWay(state));
  if (next === undefined) return null;
  const isOrder = next.about === InstructionKind.ORDER && next.state === EffectState.PLANNED;
  return isOrder && mayNotOrder(situation) !== null ? null : next;
}

function telling({ facts, asOf }: CaseSituation): CaseDecisionPlan | null {
  if (facts.untold.length === 0 || !isWithCollector(facts)) return null;
  return { step: CaseStep.TELL, at: asOf, because: CaseBecause.BOOKING_TO_TELL };
}

function timingOut({ facts, calendar }: CaseSituation): CaseDecisionPlan | null {
  const { state, processingTimeoutOn } = facts.state;
  if (state !== CaseState.PROCESSING || processingTimeoutOn === null) return null;
  const at = calendar.instantOf(processingTimeoutOn, 0);
  return { step: CaseStep.TIME_OUT, at, because: CaseBecause.TIMEOUT };
}

/** A case whose principal is paid completes by itself where the creditor wants it. */
function completing(situation: CaseSituation): CaseDecisionPlan | null {
  const { facts, calendar, asOf } = situation;
  const paidOn = facts.state.principalPaidOn;
  if (paidOn === null || facts.settings.onPrincipalPaid !== 'complete') return null;
  // Somebody has to say first what became of the order.
  if (orderUnderWay(facts) !== null) return null;
  const delay = facts.settings.waiveCostsAfterDays;
  const waits = delay !== undefined && somethingOpen.passes(situation);
  const at = waits ? calendar.instantOf(paidOn + delay, 0) : asOf;
  return { step: CaseStep.COMPLETE, at, because: CaseBecause.PRINCIPAL_PAID };
}

/** The checks before the order; once the collector has it, those of what is waited for. */
export function checksBefore({ facts }: CaseSituation) {
  return isWithCollector(facts) ? AT_THE_COLLECTOR : TO_THE_COLLECTOR;
}

/** The order and its preparation, or what is waited for. */
function followingStep(situation: CaseSituation): CaseDecisionPlan {
  const { facts, calendar, asOf } = situation;
  const stoppedBy = checksBefore(situation).stoppedBy(situation);
  if (stoppedBy !== null) return wait(null, stoppedBy);
  if (isWithCollector(facts)) return wait(null, CaseBecause.COLLECTING);
  if (facts.state.state === CaseState.PENDING) {
    if (orderUnderWay(facts) !== null) return wait(null, CaseBecause.INSTRUCTION_PENDING);
    return { step: CaseStep.ORDER, at: asOf, because: CaseBecause.ORDER_DUE };
  }
  return dueDatePassed.passes(situation)
    ? { step: CaseStep.PREPARE, at: asOf, because: CaseBecause.OPENED_BY_SYSTEM }
    : {
        step: CaseStep.PREPARE,
        at: calendar.instantOf(facts.dueOn + 1, 0),
        because: CaseBecause.NOT_OVERDUE,
      };
}

/** A collector's callbacks may get lost: it is asked now and then, whatever it said. */
function asking({ facts, asOf }: CaseSituation): CaseDecisionPlan | null {
  const settings = facts.configuration?.collector;
  if (settings === undefined || facts.rehearsal || !isWithCollector(facts)) return null;
  if (settings.kind === CollectorKind.HAND) return null;
  if (settings.kind === CollectorKind.FILE && !settings.acknowledged) return null;
  const last = facts.state.askedAt ?? facts.state.processingStartedAt ?? asOf;
  const at = asksNextAt(facts.state, last, settings.askEveryMinutes);
  const because = facts.state.withdrawalAsked
    ? CaseBecause.AWAITS_WITHDRAWAL
    : facts.state.state === CaseState.PENDING
      ? CaseBecause.AWAITS_COLLECTOR
      : CaseBecause.COLLECTING;
  return { step: CaseStep.ASK, at: Math.max(at, asOf), because };
}

/** The next moment at which a known pause begins or ends. */
function holdChange({ facts, calendar, asOf }: CaseSituation): CaseDecisionPlan | null {
  const moments = facts.holds
    .filter(stopsCases)
    .flatMap((hold) => [effectiveFrom(hold, calendar), endOf(hold, calendar) ?? 0])
    .filter((moment) => moment > asOf);
  return moments.length === 0 ? null : wait(Math.min(...moments), CaseBecause.HOLD_CHANGES);
}

/** A collector that does not answer is brought to a person's eyes then. */
function silence({ facts }: CaseSituation): CaseDecisionPlan | null {
  const at = patienceEndsAt(facts);
  return at === null ? null : wait(at, CaseBecause.AWAITS_COLLECTOR);
}

function bookingAhead({ facts, calendar }: CaseSituation): CaseDecisionPlan | null {
  const day = facts.bookingAhead;
  return day === null ? null : wait(calendar.instantOf(day, 0), CaseBecause.BOOKING_AHEAD);
}
