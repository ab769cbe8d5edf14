import { EffectState } from '../effects/effect.ts';
import type { Instant } from '../kernel/day.ts';
import { earliest } from '../kernel/earliest.ts';
import { effectiveFrom, endOf } from '../kernel/holds.ts';
import { hasTask, TaskKind } from '../tasks/task.ts';
import { asksNextAt } from './asking.ts';
import { CollectorKind } from './configuration.ts';
import { type CaseFacts, InstructionKind, type PendingInstruction } from './facts.ts';
import { openOfCase } from './money.ts';
import { awaitsWithdrawal, isCaseHeld, isWithCollector, orderUnderWay, stopsCases } from './order.ts';
import { CaseBecause, type CaseDecisionPlan, CaseStep } from './plan.ts';
import { patienceEndsAt } from './settle.ts';
import type { CaseSituation } from './situation.ts';
import { CaseSource, CaseState, hasCaseEnded } from './state.ts';

/**
 * Says what happens next to a case and when: the one place where that is decided.
 *
 * Facts must be settled (see `settleCase`). The earliest of all things that can happen wins; of those that are due,
 * what the collector says is read before anything else is done.
 */
export function nextCaseStep(situation: CaseSituation): CaseDecisionPlan {
  const { facts, asOf } = situation;
  const steps = isOver(facts)
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
        byState(situation),
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

function isOver({ state }: CaseFacts): boolean {
  return hasCaseEnded(state.state) || state.deactivatedAt !== null;
}

/** Over, but not forgotten: an instruction that failed waits for a person, a withdrawal for its answer. */
function whenOver({ facts }: CaseSituation): CaseDecisionPlan {
  const isStuck = facts.instructions.some(
    // An order that failed has failed the case with it.
    ({ about, state }) => about !== InstructionKind.ORDER && NEEDS_A_PERSON.includes(state),
  );
  if (isStuck) return wait(null, CaseBecause.NEEDS_ATTENTION);
  return awaitsWithdrawal(facts)
    ? wait(null, CaseBecause.AWAITS_WITHDRAWAL)
    : { step: CaseStep.END, at: null, because: CaseBecause.ENDED };
}

const NEEDS_A_PERSON: readonly EffectState[] = [
  EffectState.UNCERTAIN,
  EffectState.FAILED,
  EffectState.BOUNCED,
];

function scripted({ facts }: CaseSituation): CaseDecisionPlan | null {
  const at = facts.scriptedAt;
  return at === null ? null : { step: CaseStep.SCRIPT, at, because: CaseBecause.SCRIPT };
}

function reading({ facts, asOf }: CaseSituation): CaseDecisionPlan | null {
  return facts.hasReports ? { step: CaseStep.ASK, at: asOf, because: CaseBecause.REPORT_TO_READ } : null;
}

/** Words go out one after the other; an order also waits for pauses to end and for something to be open. */
function handingOver(situation: CaseSituation): CaseDecisionPlan | null {
  const next = nextToHandOver(situation);
  if (next === null) return null;
  return { step: CaseStep.HAND_OVER, at: next.nextAttemptAt, because: CaseBecause.INSTRUCTION_PENDING };
}

/** The instruction whose turn it is. */
export function nextToHandOver(situation: CaseSituation): PendingInstruction | null {
  const onItsWay = situation.facts.instructions.filter(
    ({ state }) => state === EffectState.PLANNED || state === EffectState.HANDING_OVER,
  );
  const [next] = onItsWay;
  if (next === undefined) return null;
  const isOrder = next.about === InstructionKind.ORDER && next.state === EffectState.PLANNED;
  return isOrder && mayNotOrder(situation) !== null ? null : next;
}

/** Why no order may go out now; null when it may. */
export function mayNotOrder(situation: CaseSituation): CaseBecause | null {
  if (isCaseHeld(situation)) return CaseBecause.HELD;
  return openOfCase(situation.facts, situation.today).total === 0 ? CaseBecause.NOTHING_OPEN : null;
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
function completing({ facts, calendar, asOf, today }: CaseSituation): CaseDecisionPlan | null {
  const paidOn = facts.state.principalPaidOn;
  if (paidOn === null || facts.settings.onPrincipalPaid !== 'complete') return null;
  // Somebody has to say first what became of the order.
  if (orderUnderWay(facts) !== null) return null;
  const delay = facts.settings.waiveCostsAfterDays;
  const isClear = openOfCase(facts, today).total === 0;
  const at = delay === undefined || isClear ? asOf : calendar.instantOf(paidOn + delay, 0);
  return { step: CaseStep.COMPLETE, at, because: CaseBecause.PRINCIPAL_PAID };
}

function byState(situation: CaseSituation): CaseDecisionPlan {
  const { facts } = situation;
  switch (facts.state.state) {
    case CaseState.CREATE:
    case CaseState.PREPARING:
      return preparing(situation);
    case CaseState.REVIEWING:
      return wait(null, CaseBecause.AWAITS_REVIEW);
    case CaseState.PENDING:
      return ordering(situation);
    case CaseState.PROCESSING:
      return wait(null, whyProcessing(situation));
    case CaseState.CLOSED:
    case CaseState.FAILED:
      return whenOver(situation);
    default:
      return facts.state.state satisfies never;
  }
}

const BY_SYSTEM: readonly CaseSource[] = [CaseSource.TRANSFER, CaseSource.CHARGEBACK, CaseSource.REFUND];

/** The system prepares what it opened itself, and what a person prepared while no configuration matched. */
function preparing(situation: CaseSituation): CaseDecisionPlan {
  const { facts, calendar, asOf } = situation;
  const { preparedAt, reviewStartedAt } = facts.state;
  // A case that a reviewer sent back is a person's to prepare.
  const isOurs = BY_SYSTEM.includes(facts.source) && reviewStartedAt === null;
  if (!isOurs && preparedAt === null) return wait(null, CaseBecause.AWAITS_PREPARATION);
  if (hasTask(facts, TaskKind.NO_CONFIGURATION)) return wait(null, CaseBecause.NO_CONFIGURATION);
  const obstacle = mayNotOrder(situation);
  if (obstacle !== null) return wait(null, obstacle);
  // A chargeback may come before the due date.
  const overdueAt = calendar.instantOf(facts.dueOn + 1, 0);
  return overdueAt > asOf
    ? { step: CaseStep.PREPARE, at: overdueAt, because: CaseBecause.NOT_OVERDUE }
    : { step: CaseStep.PREPARE, at: asOf, because: CaseBecause.OPENED_BY_SYSTEM };
}

function ordering(situation: CaseSituation): CaseDecisionPlan {
  const { facts, asOf } = situation;
  if (facts.state.withdrawalAsked) return wait(null, CaseBecause.AWAITS_WITHDRAWAL);
  const order = orderUnderWay(facts);
  if (order !== null && NEEDS_A_PERSON.includes(order.state)) return wait(null, CaseBecause.NEEDS_ATTENTION);
  if (facts.isOrdered) return wait(null, CaseBecause.AWAITS_COLLECTOR);
  const obstacle = mayNotOrder(situation);
  if (obstacle !== null) return wait(null, obstacle);
  if (order !== null) return wait(null, CaseBecause.INSTRUCTION_PENDING);
  return { step: CaseStep.ORDER, at: asOf, because: CaseBecause.ORDER_DUE };
}

function whyProcessing(situation: CaseSituation): CaseBecause {
  const { facts } = situation;
  if (facts.state.withdrawalAsked) return CaseBecause.AWAITS_WITHDRAWAL;
  if (isCaseHeld(situation)) return CaseBecause.HELD;
  return facts.state.principalPaidOn === null ? CaseBecause.COLLECTING : CaseBecause.PRINCIPAL_PAID;
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
