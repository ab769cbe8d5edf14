import type { Occasion } from '../kernel/machine.ts';
import { type InvoiceTask, type OpenTask, raiseTask } from '../tasks/task.ts';
import { advance, type Decision } from './decision.ts';
import { InvoiceEvent } from './machine.ts';

/** Asks a person to look, and says so in the trail. */
export function raiseAttention(
  decision: Decision,
  kind: InvoiceTask,
  occasion: Occasion,
  more: Partial<Pick<OpenTask, 'note' | 'key'>> = {},
): Decision {
  return raiseTask(advance(decision, InvoiceEvent.ATTENTION_RAISED, occasion), kind, more);
}
