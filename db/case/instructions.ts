import { and, asc, eq, inArray, max } from 'drizzle-orm';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { EffectRow } from '../effects/effects.ts';
import { equals } from '../named.ts';
import { EFFECT, effects } from '../tables/effects.ts';
import { preparedStatements, type Tx } from '../tx.ts';

const UNSETTLED: EffectState[] = [
  EffectState.PLANNED,
  EffectState.HANDING_OVER,
  EffectState.UNCERTAIN,
  EffectState.FAILED,
  EffectState.BOUNCED,
];
const ARRIVED: EffectState[] = [EffectState.DELIVERED, EffectState.HANDED_OVER];

const statements = preparedStatements(({ orm }) => {
  const ofCase = equals(effects, 'caseId');
  return {
    unsettled: orm
      .select(EFFECT)
      .from(effects)
      .where(and(ofCase, inArray(effects.state, UNSETTLED)))
      .orderBy(asc(effects.plannedAt), asc(effects.id))
      .prepare(),
    order: orm
      .select({ state: effects.state })
      .from(effects)
      .where(and(ofCase, eq(effects.kind, EffectKind.ORDER), inArray(effects.state, ARRIVED)))
      .limit(1)
      .prepare(),
    unanswered: orm
      .select({ since: max(effects.finishedAt) })
      .from(effects)
      .where(and(ofCase, equals(effects, 'kind'), eq(effects.state, EffectState.HANDED_OVER)))
      .prepare(),
  };
});

/** Instructions that are on their way or need a person, in the order they were planned. */
export async function unsettledInstructions(tx: Tx, caseId: number): Promise<readonly EffectRow[]> {
  return statements(tx).unsettled.all({ caseId });
}

/** True once the collector has the order. */
export async function isOrderWithCollector(tx: Tx, caseId: number): Promise<boolean> {
  return (await statements(tx).order.get({ caseId })) !== undefined;
}

/** Since when the collector has the order, or the withdrawal, which it answers with a report. */
export async function unansweredSince(
  tx: Tx,
  caseId: number,
  kind: typeof EffectKind.ORDER | typeof EffectKind.INSTRUCTION,
): Promise<Instant | null> {
  return (await statements(tx).unanswered.get({ caseId, kind }))?.since ?? null;
}
