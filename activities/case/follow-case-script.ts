import type { CasePlan } from '../../contracts/case.ts';
import type { Tx } from '../../db/tx.ts';
import { settleCase } from '../../domain/case/settle.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { gatherCase } from '../../gather/case/gather-case.ts';
import { nextScriptedOfCase } from '../../gather/invoice/scripted.ts';
import { applyEvent } from '../script/apply-event.ts';
import type { CaseStepContext } from './case-context.ts';
import { writeCase } from './write-decision.ts';

/**
 * Applies the events of the script for a case, and for the invoices in it, whose moment has come, in order, and
 * decides again.
 */
export async function followCaseScript(tx: Tx, context: CaseStepContext): Promise<CasePlan> {
  const { deps, gathered, asOf } = context;
  for (;;) {
    const event = await nextScriptedOfCase(tx, gathered.row);
    if (event === undefined || event.at > asOf) break;
    await applyEvent(tx, deps, event, asOf);
  }
  const after = await gatherCase(tx, deps.sources, gathered.row, asOf);
  const decision = settleCase(situation(after, asOf));
  return writeCase(tx, { ...context, gathered: after, decision });
}
