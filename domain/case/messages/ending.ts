import { EffectState } from '../../effects/effect.ts';
import { advanceCase, type CaseDecision } from '../decision.ts';
import { deactivated, endCase } from '../ending.ts';
import { type CaseFacts, InstructionKind } from '../facts.ts';
import { CaseEvent } from '../machine.ts';
import { awaitsWithdrawal, isOrderInTheAir, isWithCollector } from '../order.ts';
import { CaseEnvironment, CaseOutcome, CaseState, hasCaseEnded } from '../state.ts';
import type {
  Acknowledgement,
  CloseCaseCommand,
  DeactivateCommand,
  DeleteCaseCommand,
  ReasonedCaseCommand,
} from './command.ts';
import { Acknowledgement as Known } from './command.ts';
import { type CaseContext, type CaseVerdict, occasionOf, refuse } from './context.ts';
import { endedInWords, IN_THE_AIR } from './words.ts';

const BY_HAND: readonly CaseOutcome[] = [
  CaseOutcome.COLLECTED,
  CaseOutcome.PARTLY_COLLECTED,
  CaseOutcome.UNCOLLECTED,
];

/** Closes a case for a reason: no further money can be collected on it, and its open invoices come back blocked. */
export function close(context: CaseContext, command: CloseCaseCommand): CaseVerdict {
  const { decision, calendar, asOf } = context;
  if (isLetGo(decision.facts)) return letGo(context, command);
  const ended = endedInWords(decision.facts);
  if (ended !== null) return refuse(ended);
  if (isOrderInTheAir(decision.facts)) return refuse(IN_THE_AIR);
  const { outcome } = command;
  if (outcome !== null && !BY_HAND.includes(outcome)) {
    return refuse(
      `\`outcome\` of close is one of ${BY_HAND.join(', ')}, not ${outcome}: that follows from its own operation.`,
    );
  }
  const occasion = occasionOf(context, command, command.reason);
  const closed = endCase(decision, CaseEvent.CLOSED, occasion, calendar, asOf, outcome ?? undefined);
  return { decision: closed, says: `The case is closed: ${closed.facts.state.outcome}.` };
}

/** Deactivated, and its collector has not said yet that it has let go of it. */
function isLetGo(facts: CaseFacts): boolean {
  return facts.state.deactivatedAt !== null && awaitsWithdrawal(facts);
}

/** A person knows that the collector has let go of a deactivated case, which is followed no longer. */
function letGo(context: CaseContext, command: CloseCaseCommand): CaseVerdict {
  const { decision, calendar, asOf } = context;
  if (command.outcome !== null) {
    return refuse(
      'The case is deactivated: close it without an outcome once its collector has let go of it.',
    );
  }
  const occasion = occasionOf(context, command, command.reason);
  return {
    decision: endCase(decision, CaseEvent.WITHDRAWN, occasion, calendar, asOf, CaseOutcome.WITHDRAWN),
    says: 'The withdrawal counts as acknowledged: the case is followed no longer.',
  };
}

/** Takes the case back from its collector; it closes when the collector acknowledges. */
export function withdraw(context: CaseContext, command: ReasonedCaseCommand): CaseVerdict {
  const { decision } = context;
  const { facts } = decision;
  const ended = endedInWords(facts);
  if (ended !== null) return refuse(ended);
  if (isOrderInTheAir(facts)) return refuse(IN_THE_AIR);
  if (!isWithCollector(facts)) {
    return refuse(`The case is ${facts.state.state} and not with a collector: close it instead.`);
  }
  if (facts.state.withdrawalAsked) return { decision, says: 'The withdrawal was asked for before.' };
  return {
    decision: withdrawalAsked(decision, context, command, command.reason),
    says: 'The withdrawal goes to the collector, who may charge for it; the case closes when it is acknowledged.',
  };
}

function withdrawalAsked(
  decision: CaseDecision,
  context: CaseContext,
  command: ReasonedCaseCommand | DeactivateCommand,
  reason: string,
): CaseDecision {
  const occasion = occasionOf(context, command, reason);
  const asked = advanceCase(decision, CaseEvent.WITHDRAWAL_ASKED, occasion, { withdrawalAsked: true });
  const about = { kind: InstructionKind.WITHDRAWAL, reason } as const;
  return { ...asked, instructions: [...asked.instructions, { about }] };
}

/**
 * Deactivates a case at once, whatever its state: for good, out of the debtor's view, its open invoices blocked. What
 * the debtor has seen and heard of it must be acknowledged. With a collector, the withdrawal is ordered with it, and
 * the case is followed until the collector acknowledges.
 */
export function deactivate(context: CaseContext, command: DeactivateCommand): CaseVerdict {
  const { decision, asOf } = context;
  const { facts } = decision;
  if (facts.state.deactivatedAt !== null) return { decision, says: 'The case was deactivated before.' };
  if (isOrderInTheAir(facts)) return refuse(IN_THE_AIR);
  const missing = neededFor(facts).filter((one) => !command.acknowledged.includes(one));
  if (missing.length > 0) return refuse(missing.map((one) => MISSING[one]).join(' '));
  const occasion = occasionOf(context, command, command.reason);
  const isCollected = !hasCaseEnded(facts.state.state) && isWithCollector(facts);
  if (!isCollected) {
    return {
      decision: deactivated(decision, occasion, asOf),
      says: 'The case is deactivated, for good. Its open invoices are blocked: resume them and start a new case, or close them.',
    };
  }
  const reason = command.reason ?? 'deactivated';
  const withdrawn = facts.state.withdrawalAsked
    ? decision
    : withdrawalAsked(decision, context, command, reason);
  return {
    decision: deactivated(withdrawn, occasion, asOf),
    says: 'The case is deactivated, for good. The withdrawal goes to the collector, who may charge for it; until it is acknowledged no other case is started for these invoices unless that is forced. Money that still comes is booked on the invoices.',
  };
}

/** What whoever deactivates the case must say that they know. */
export function neededFor({ state }: CaseFacts): readonly Acknowledgement[] {
  return [
    ...(state.publishedAt === null ? [] : [Known.PUBLISHED]),
    ...(state.stepsTakenAt === null ? [] : [Known.STEPS_TAKEN]),
  ];
}

const MISSING: Readonly<Record<Acknowledgement, string>> = {
  [Known.PUBLISHED]:
    'Acknowledge `published`: the debt collection case has already been published, so the debtor may have seen it.',
  [Known.STEPS_TAKEN]:
    'Acknowledge `stepsTaken`: steps were taken in the case, so the debtor has received communication about it.',
};

/**
 * Deletes a case with all it holds; a tombstone stays. Only deactivated ones, and ones of the test environment or in
 * preparation that were never ordered and have no invoices.
 */
export function deleteCase(context: CaseContext, command: DeleteCaseCommand): CaseVerdict {
  const { decision } = context;
  const { facts } = decision;
  if (facts.instructions.some(({ state }) => ON_THEIR_WAY.includes(state))) {
    return refuse('Words to the collector are still on their way: wait until they have arrived.');
  }
  if (isOrderInTheAir(facts)) return refuse(IN_THE_AIR);
  if (awaitsWithdrawal(facts)) {
    return refuse(
      'The collector has not acknowledged the withdrawal yet, and may still take money in: wait for it, or say so with `close`.',
    );
  }
  if (!mayBeDeleted(facts)) {
    return refuse(
      'Only a deactivated case can be deleted, or one of the test environment or in preparation that was never ordered and has no invoices: deactivate it first.',
    );
  }
  return { decision: { ...decision, deletes: true }, says: `The case is deleted by ${command.by}.` };
}

const ON_THEIR_WAY: readonly EffectState[] = [EffectState.PLANNED, EffectState.HANDING_OVER];

function mayBeDeleted(facts: CaseFacts): boolean {
  if (facts.state.deactivatedAt !== null) return true;
  const isDraft = facts.environment === CaseEnvironment.TEST || facts.state.state === CaseState.PREPARING;
  return isDraft && !facts.hasInvoices && facts.state.processingStartedAt === null && !facts.isOrdered;
}
