import type { InvoicePlan } from '../../contracts/invoice.ts';
import { finishScripted, type ScriptedEventRow } from '../../db/scripted-events.ts';
import type { Tx } from '../../db/tx.ts';
import type { CommandKind } from '../../domain/commands/command.ts';
import type { Instant } from '../../domain/day.ts';
import { gatherInvoice } from '../../facts/gather-invoice.ts';
import { nextScriptedOnPath } from '../../facts/scripted.ts';
import type { Deps } from '../deps.ts';
import { applyTo } from './apply-command.ts';
import { type Outcome, type StepContext, sent } from './outcome.ts';

/** Who acts in a rehearsal's script. */
export const BY_SCRIPT = 'script';

/** Applies the events of the script whose moment has come, in order. */
export async function followScript(tx: Tx, context: StepContext): Promise<Outcome> {
  const { deps, gathered, asOf } = context;
  let plan: InvoicePlan | null = null;
  for (;;) {
    const event = await nextScriptedOnPath(tx, gathered.row);
    if (event === undefined || event.at > asOf) break;
    plan = await applyScripted(tx, deps, gathered.row.number, event, asOf);
  }
  if (plan === null) throw new Error(`The script had nothing for invoice ${gathered.row.number}.`);
  return sent(context, plan, []);
}

/** Applies one event to its invoice as if an operator had sent it; it is kept with what came of it. */
export async function applyScripted(
  tx: Tx,
  deps: Deps,
  number: string,
  event: ScriptedEventRow,
  asOf: Instant,
): Promise<InvoicePlan> {
  // Done before it is decided, so that the plan that follows looks ahead to the next one.
  await finishScripted(tx, event.id, { doneAt: asOf, refused: false, says: '' });
  const gathered = await gatherInvoice(tx, deps.sources, event.creditor, number);
  const { plan, answer } = await applyTo(tx, deps, gathered, {
    creditor: event.creditor,
    number,
    asOf,
    kind: event.does as CommandKind,
    message: { ...event.body, by: BY_SCRIPT },
    commandId: `script-${event.id}`,
  });
  const says = answer.ok ? answer.says : answer.refused;
  await finishScripted(tx, event.id, { doneAt: asOf, refused: !answer.ok, says });
  return plan;
}
