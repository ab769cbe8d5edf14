import type { Tx } from '../../db/tx.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import { nextScriptedOnPath } from '../../gather/invoice/scripted.ts';
import { applyEvent } from '../script/apply-event.ts';
import { openCaseFor } from './open-case.ts';
import { type Outcome, type StepContext, sent } from './outcome.ts';
import { writeDecision } from './write-decision.ts';

/** Applies the events of the script whose moment has come, in order, and decides again. */
export async function followScript(tx: Tx, context: StepContext): Promise<Outcome> {
  const { deps, gathered, asOf } = context;
  const { creditor, number } = gathered.row;
  for (;;) {
    const event = await nextScriptedOnPath(tx, gathered.row);
    if (event === undefined || event.at > asOf) break;
    await applyEvent(tx, deps, event, asOf);
  }
  const after = await gatherInvoice(tx, deps.sources, creditor, number);
  const settled = settleInvoice(situation(after, asOf));
  const next = { ...context, gathered: after, decision: settled };
  const decision = await openCaseFor(tx, next);
  return sent(next, await writeDecision(tx, after, decision, asOf), []);
}
