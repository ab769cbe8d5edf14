import { EffectState } from '../effects/effect.ts';
import type { Instant } from '../kernel/day.ts';
import { byEngine, type Occasion } from '../kernel/machine.ts';
import type { Moment } from '../kernel/situation.ts';
import { TaskKind } from '../tasks/task.ts';
import { raiseAttention } from './attention.ts';
import { advanceCase, type CaseDecision, patched } from './decision.ts';
import { endCase, failCase } from './ending.ts';
import { InstructionKind, type PendingInstruction } from './facts.ts';
import { CaseEvent } from './machine.ts';
import { accepted } from './read-report.ts';
import { CaseOutcome, CaseState, type FailureCategory, hasCaseEnded } from './state.ts';

/** An instruction was planned: it waits for its first attempt. */
export function instructionPlanned(key: string, about: InstructionKind, asOf: Instant): PendingInstruction {
  return { key, about, state: EffectState.PLANNED, nextAttemptAt: asOf, attempts: 0 };
}

/** An attempt at an instruction has begun and may take until then. */
export function instructionUnderWay(decision: CaseDecision, key: string, until: Instant): CaseDecision {
  const instructions = decision.facts.instructions.map((one) =>
    one.key === key ? { ...one, state: EffectState.HANDING_OVER, nextAttemptAt: until } : one,
  );
  return { ...decision, facts: { ...decision.facts, instructions } };
}

/** The collector has it: an order may be accepted with that, a withdrawal take effect. */
export function instructionArrived(
  decision: CaseDecision,
  about: InstructionKind | undefined,
  isDelivered: boolean,
  moment: Moment,
): CaseDecision {
  switch (about) {
    case InstructionKind.ORDER:
      return orderArrived(decision, isDelivered, moment);
    case InstructionKind.WITHDRAWAL:
      return isDelivered ? withdrawalArrived(decision, moment) : decision;
    default:
      return decision;
  }
}

function orderArrived(decision: CaseDecision, isAccepted: boolean, moment: Moment): CaseDecision {
  const asked = patched(decision, { askedAt: moment.asOf });
  if (decision.facts.state.state !== CaseState.PENDING) return asked;
  const occasion = byEngine(moment, decision.facts.configuration?.name ?? null);
  const handedOver = advanceCase(asked, CaseEvent.ORDERED, occasion);
  const known = { ...handedOver, facts: { ...handedOver.facts, isOrdered: true } };
  return isAccepted ? accepted(known, occasion) : known;
}

function withdrawalArrived(decision: CaseDecision, moment: Moment): CaseDecision {
  if (hasCaseEnded(decision.facts.state.state)) return decision;
  return endCase(decision, CaseEvent.WITHDRAWN, byEngine(moment), CaseOutcome.WITHDRAWN);
}

/** An order that a collector refuses for good fails the case; any other instruction is a person's to mend. */
export function instructionFailed(
  decision: CaseDecision,
  { key, about }: { readonly key: string; readonly about: InstructionKind | undefined },
  failure: { readonly category: FailureCategory; readonly reason: string },
  moment: Moment,
): CaseDecision {
  const { reason } = failure;
  if (about !== InstructionKind.ORDER) {
    const occasion = byEngine(moment, reason);
    return raiseAttention(decision, TaskKind.INSTRUCTION_FAILED, occasion, { note: reason });
  }
  if (decision.facts.state.state !== CaseState.PENDING) return decision;
  const instructions = decision.facts.instructions.filter((one) => one.key !== key);
  const without = { ...decision, facts: { ...decision.facts, instructions } };
  return failCase(without, CaseEvent.FAILED, failure, byEngine(moment));
}

/** Nobody can say whether the collector has it: never a second sending by itself. */
export function instructionUncertain(decision: CaseDecision, reason: string, moment: Moment): CaseDecision {
  return raiseAttention(decision, TaskKind.ORDER_UNCERTAIN, byEngine(moment, reason), { note: reason });
}

/** A person found out that it did not arrive: it is tried again. */
export function instructionNotDelivered(decision: CaseDecision, occasion: Occasion): CaseDecision {
  return advanceCase(decision, CaseEvent.INSTRUCTION_RESOLVED, occasion);
}
