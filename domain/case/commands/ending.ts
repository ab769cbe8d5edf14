import { EffectState } from '../../facts.ts';
import type {
  Acknowledgement,
  CloseCaseCommand,
  DeactivateCommand,
  DeleteCaseCommand,
  ReasonedCaseCommand,
} from '../command.ts';
import { Acknowledgement as Known } from '../command.ts';
import { deactivated, endCase } from '../ending.ts';
import { type CaseFacts, InstructionKind } from '../facts.ts';
import { CaseEvent } from '../machine.ts';
import { isOrderInTheAir, isWithCollector } from '../order.ts';
import { advanceCase, type CaseProgress } from '../progress.ts';
import { CaseEnvironment, CaseOutcome, CaseState, hasCaseEnded } from '../state.ts';
import { type CaseContext, type CaseDecision, occasionOf, refuse } from './context.ts';
import { endedInWords, IN_THE_AIR } from './words.ts';

const BY_HAND: readonly CaseOutcome[] = [
  CaseOutcome.COLLECTED,
  CaseOutcome.PARTLY_COLLECTED,
  CaseOutcome.UNCOLLECTED,
];

/** Closes a case for a reason: no further money can be collected on it, and its open invoices come back blocked. */
export function close(context: CaseContext, command: CloseCaseCommand): CaseDecision {
  const { progress, calendar, asOf } = context;
  const ended = endedInWords(progress.facts);
  if (ended !== null) return refuse(ended);
  if (isOrderInTheAir(progress.facts)) return refuse(IN_THE_AIR);
  const { outcome } = command;
  if (outcome !== null && !BY_HAND.includes(outcome)) {
    return refuse(
      `\`outcome\` of close is one of ${BY_HAND.join(', ')}, not ${outcome}: that follows from its own operation.`,
    );
  }
  const occasion = occasionOf(context, command, command.reason);
  const closed = endCase(progress, CaseEvent.CLOSED, occasion, calendar, asOf, outcome ?? undefined);
  return { progress: closed, says: `The case is closed: ${closed.facts.state.outcome}.` };
}

/** Takes the case back from its collector; it closes when the collector acknowledges. */
export function withdraw(context: CaseContext, command: ReasonedCaseCommand): CaseDecision {
  const { progress } = context;
  const { facts } = progress;
  const ended = endedInWords(facts);
  if (ended !== null) return refuse(ended);
  if (isOrderInTheAir(facts)) return refuse(IN_THE_AIR);
  if (!isWithCollector(facts)) {
    return refuse(`The case is ${facts.state.state} and not with a collector: close it instead.`);
  }
  if (facts.state.withdrawalAsked) return { progress, says: 'The withdrawal was asked for before.' };
  return {
    progress: withdrawalAsked(progress, context, command, command.reason),
    says: 'The withdrawal goes to the collector, who may charge for it; the case closes when it is acknowledged.',
  };
}

function withdrawalAsked(
  progress: CaseProgress,
  context: CaseContext,
  command: ReasonedCaseCommand | DeactivateCommand,
  reason: string,
): CaseProgress {
  const occasion = occasionOf(context, command, reason);
  const asked = advanceCase(progress, CaseEvent.WITHDRAWAL_ASKED, occasion, { withdrawalAsked: true });
  const about = { kind: InstructionKind.WITHDRAWAL, reason } as const;
  return { ...asked, instructions: [...asked.instructions, { about }] };
}

/**
 * Deactivates a case, whatever its state: for good, out of the debtor's view, its open invoices blocked. What the
 * debtor has seen and heard of it must be acknowledged. With a collector, the withdrawal comes first.
 */
export function deactivate(context: CaseContext, command: DeactivateCommand): CaseDecision {
  const { progress, asOf } = context;
  const { facts } = progress;
  if (facts.state.deactivatedAt !== null) return { progress, says: 'The case was deactivated before.' };
  if (isOrderInTheAir(facts)) return refuse(IN_THE_AIR);
  const missing = neededFor(facts).filter((one) => !command.acknowledged.includes(one));
  if (missing.length > 0) return refuse(missing.map((one) => MISSING[one]).join(' '));
  const occasion = occasionOf(context, command, command.reason);
  const isCollected = !hasCaseEnded(facts.state.state) && isWithCollector(facts);
  if (!isCollected) {
    return {
      progress: deactivated(progress, occasion, asOf),
      says: 'The case is deactivated, for good. Its open invoices are blocked: resume them and start a new case, or close them.',
    };
  }
  const reason = command.reason ?? 'deactivated';
  const withdrawn = facts.state.withdrawalAsked
    ? progress
    : withdrawalAsked(progress, context, command, reason);
  if (command.force) {
    return {
      progress: deactivated(withdrawn, occasion, asOf),
      says: 'The case is deactivated, for good, without the collector’s word; the withdrawal goes to it all the same, and it may charge for it. Money that still comes is booked on the invoices.',
    };
  }
  if (facts.state.deactivationAsked)
    return { progress, says: 'The deactivation waits for the collector to acknowledge the withdrawal.' };
  return {
    progress: advanceCase(withdrawn, CaseEvent.DEACTIVATION_ASKED, occasion, { deactivationAsked: true }),
    says: 'The withdrawal goes to the collector, who may charge for it. The case is deactivated when it is acknowledged, or at once with `force`.',
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
export function deleteCase(context: CaseContext, command: DeleteCaseCommand): CaseDecision {
  const { progress } = context;
  const { facts } = progress;
  if (facts.instructions.some(({ state }) => ON_THEIR_WAY.includes(state))) {
    return refuse('Words to the collector are still on their way: wait until they have arrived.');
  }
  if (!mayBeDeleted(facts)) {
    return refuse(
      'Only a deactivated case can be deleted, or one of the test environment or in preparation that was never ordered and has no invoices: deactivate it first.',
    );
  }
  return { progress: { ...progress, deletes: true }, says: `The case is deleted by ${command.by}.` };
}

const ON_THEIR_WAY: readonly EffectState[] = [EffectState.PLANNED, EffectState.HANDING_OVER];

function mayBeDeleted(facts: CaseFacts): boolean {
  if (facts.state.deactivatedAt !== null) return true;
  const isDraft = facts.environment === CaseEnvironment.TEST || facts.state.state === CaseState.PREPARING;
  return isDraft && !facts.hasInvoices && facts.state.processingStartedAt === null && !facts.isOrdered;
}
