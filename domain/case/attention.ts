import type { Occasion } from '../kernel/machine.ts';
import { type CaseTask, type OpenTask, raiseTask } from '../tasks/task.ts';
import { advanceCase, type CaseDecision } from './decision.ts';
import { CaseEvent } from './machine.ts';

/** Asks a person to look, and says so in the trail. */
export function raiseAttention(
  decision: CaseDecision,
  kind: CaseTask,
  occasion: Occasion,
  more: Partial<Pick<OpenTask, 'note' | 'key'>> = {},
): CaseDecision {
  return raiseTask(advanceCase(decision, CaseEvent.ATTENTION_RAISED, occasion), kind, more);
}
