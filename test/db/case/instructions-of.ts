import { caseListsOf } from '../../../db/case/history.ts';
import type { EffectRow } from '../../../db/effects/effects.ts';
import type { Tx } from '../../../db/tx.ts';

/** Everything that was ever said to the collector about a case, in the order it was planned. */
export async function instructionsOf(tx: Tx, caseId: number): Promise<readonly EffectRow[]> {
  return (await caseListsOf(tx, caseId)).effects;
}
