import { type EffectRow, listEffects } from '../../../db/effects/effects.ts';
import type { Tx } from '../../../db/tx.ts';

/** Everything that was ever said to the collector about a case, in the order it was planned. */
export async function instructionsOf(tx: Tx, caseId: number): Promise<readonly EffectRow[]> {
  const all = await listEffects(tx, { limit: 10_000 });
  return all
    .filter((effect) => effect.caseId === caseId)
    .sort((one, other) => one.plannedAt - other.plannedAt);
}
