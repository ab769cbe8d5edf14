import { EffectState, isOnItsWay } from '../effects/effect.ts';
import type { Day } from '../kernel/day.ts';
import { isEndUntold } from '../kernel/hold-end.ts';
import type { Moment } from '../kernel/situation.ts';
import { type CaseTask, keepTasks, type OpenTask, raiseTask, TaskKind } from '../tasks/task.ts';
import { ATTEMPTS_IN_VAIN } from './asking.ts';
import type { CaseDecision } from './decision.ts';
import { type CaseFacts, InstructionKind, type PendingInstruction } from './facts.ts';
import { awaitsWithdrawal, isCaseOver, isWordForAPerson } from './order.ts';
import { CaseState } from './state.ts';

/** Money to be refunded and contradictions outlive a case. */
const OUTLIVE_THE_CASE: readonly CaseTask[] = [
  TaskKind.SURPLUS,
  TaskKind.RECEIPT_CONFLICT,
  TaskKind.COLLECTOR_CONTRADICTS,
  TaskKind.MESSAGE_SET_ASIDE,
];

/** What asked to act on the case is over with it. */
export function caseOver(decision: CaseDecision): CaseDecision {
  return keepTasks(decision, ({ kind }) => OUTLIVE_THE_CASE.includes(kind));
}

/** Takes tasks that have settled themselves off the operator's list, and puts those there that still stand open. */
export function bringTasksInLine(decision: CaseDecision, { today }: Pick<Moment, 'today'>): CaseDecision {
  const { facts } = decision;
  const kept = keepTasks(decision, (task) => !isOutdated(facts, task, today));
  return outstanding(facts).reduce((all, kind) => raiseTask(all, kind), kept);
}

/** What a person has to do whatever else was looked at meanwhile. */
function outstanding(facts: CaseFacts): readonly CaseTask[] {
  const isUncertain = !isCaseOver(facts) && facts.instructions.some(isOrderUncertain);
  return [
    ...(isUncertain ? [TaskKind.ORDER_UNCERTAIN] : []),
    ...(facts.instructions.some(isWordForAPerson) ? [TaskKind.INSTRUCTION_FAILED] : []),
    ...(facts.instructions.some(isTriedInVain) ? [TaskKind.COLLECTOR_UNREACHABLE] : []),
  ];
}

function isOutdated(facts: CaseFacts, { kind, key }: OpenTask<CaseTask>, today: Day): boolean {
  switch (kind) {
    case TaskKind.HOLD_ENDS_SOON:
      return isEndUntold(facts.holds, key, today);
    case TaskKind.NO_CONFIGURATION:
      return facts.configuration !== null || isCaseOver(facts);
    case TaskKind.PRINCIPAL_PAID:
      return facts.state.principalPaidOn === null || isCaseOver(facts);
    case TaskKind.ORDER_UNCERTAIN:
      return !facts.instructions.some(isOrderUncertain);
    case TaskKind.INSTRUCTION_FAILED:
      return !facts.instructions.some(isWordForAPerson);
    case TaskKind.COLLECTOR_UNREACHABLE:
      return !facts.instructions.some(isTriedInVain);
    case TaskKind.ASKED_IN_VAIN:
      return facts.state.askFailures < ATTEMPTS_IN_VAIN;
    case TaskKind.COLLECTOR_SILENT:
      return !awaitsWithdrawal(facts) && (isCaseOver(facts) || facts.state.state !== CaseState.PENDING);
    case TaskKind.SURPLUS:
    case TaskKind.RECEIPT_CONFLICT:
    case TaskKind.COLLECTOR_CONTRADICTS:
    case TaskKind.FAILED:
    case TaskKind.MESSAGE_SET_ASIDE:
    case TaskKind.STUCK:
    case TaskKind.CANCEL_REQUESTED:
      return false;
    default:
      return kind satisfies never;
  }
}

function isOrderUncertain({ about, state }: PendingInstruction): boolean {
  return about === InstructionKind.ORDER && state === EffectState.UNCERTAIN;
}

function isTriedInVain({ state, attempts }: PendingInstruction): boolean {
  return attempts >= ATTEMPTS_IN_VAIN && isOnItsWay(state);
}
