import { EffectState } from '../facts.ts';
import { type CaseFacts, InstructionKind, type PendingInstruction } from './facts.ts';
import { type CaseProgress, patched } from './progress.ts';
import { CaseAttention, CaseState, hasCaseEnded } from './state.ts';

/** Money to be refunded and contradictions outlive a case, and no later task hides them. */
export function isToBeSeen(attention: CaseAttention | null): boolean {
  return attention !== null && TO_BE_SEEN.includes(attention);
}

const TO_BE_SEEN: readonly CaseAttention[] = [
  CaseAttention.SURPLUS,
  CaseAttention.RECEIPT_CONFLICT,
  CaseAttention.COLLECTOR_CONTRADICTS,
];

/** Takes a task that has settled itself off the operator's list, and puts one there that still stands open. */
export function bringAttentionInLine(progress: CaseProgress): CaseProgress {
  const { facts } = progress;
  const { attention: before } = facts.state;
  const kept = before !== null && isOutdated(facts, before) ? null : before;
  const attention = kept ?? outstanding(facts);
  return attention === before ? progress : patched(progress, { attention });
}

/** What a person has to do whatever else was looked at meanwhile; null when nothing of that kind is left. */
function outstanding(facts: CaseFacts): CaseAttention | null {
  if (!isOver(facts) && facts.instructions.some(isOrderUncertain)) return CaseAttention.ORDER_UNCERTAIN;
  if (facts.instructions.some(isWordForAPerson)) return CaseAttention.INSTRUCTION_FAILED;
  return facts.instructions.some(isTriedInVain) ? CaseAttention.COLLECTOR_UNREACHABLE : null;
}

function isOutdated(facts: CaseFacts, attention: CaseAttention): boolean {
  switch (attention) {
    case CaseAttention.NO_CONFIGURATION:
      return facts.configuration !== null || isOver(facts);
    case CaseAttention.PRINCIPAL_PAID:
      return facts.state.principalPaidOn === null || isOver(facts);
    case CaseAttention.ORDER_UNCERTAIN:
      return !facts.instructions.some(isOrderUncertain);
    case CaseAttention.INSTRUCTION_FAILED:
      return !facts.instructions.some(isWordForAPerson);
    case CaseAttention.COLLECTOR_UNREACHABLE:
      return !facts.instructions.some(isTriedInVain);
    case CaseAttention.COLLECTOR_SILENT:
      return isOver(facts) || (facts.state.state !== CaseState.PENDING && !facts.state.withdrawalAsked);
    case CaseAttention.SURPLUS:
    case CaseAttention.RECEIPT_CONFLICT:
    case CaseAttention.COLLECTOR_CONTRADICTS:
    case CaseAttention.FAILED:
    case CaseAttention.STUCK:
    case CaseAttention.CANCEL_REQUESTED:
      return false;
    default:
      return attention satisfies never;
  }
}

function isOver({ state }: CaseFacts): boolean {
  return hasCaseEnded(state.state) || state.deactivatedAt !== null;
}

function isOrderUncertain({ about, state }: PendingInstruction): boolean {
  return about === InstructionKind.ORDER && state === EffectState.UNCERTAIN;
}

/** An order that failed has failed its case; any other word waits until someone says what became of it. */
function isWordForAPerson({ about, state }: PendingInstruction): boolean {
  return about !== InstructionKind.ORDER && FOR_A_PERSON.includes(state);
}

const FOR_A_PERSON: readonly EffectState[] = [EffectState.FAILED, EffectState.UNCERTAIN, EffectState.BOUNCED];

/** With waits that double up to an hour these are six hours: longer than a collector is merely restarted. */
const ATTEMPTS_IN_VAIN = 12;

function isTriedInVain({ state, attempts }: PendingInstruction): boolean {
  return attempts >= ATTEMPTS_IN_VAIN && ON_THEIR_WAY.includes(state);
}

const ON_THEIR_WAY: readonly EffectState[] = [EffectState.PLANNED, EffectState.HANDING_OVER];
