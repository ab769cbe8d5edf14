import type { CaseStepInput } from '../../contracts/case.ts';
import type { EffectContent } from '../../contracts/effects.ts';
import { contentOf, delayEffect, type EffectRow, findEffect } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import { mayNotOrder } from '../../domain/case/checks/to-the-collector.ts';
import { orderUnderWay } from '../../domain/case/order.ts';
import { settleCase } from '../../domain/case/settle.ts';
import { EffectState } from '../../domain/effects/effect.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { gatherCase } from '../../gather/case/gather-case.ts';
import type { Deps } from '../deps.ts';

/** An order whose attempt was cut off, and that may not go out any more, with what its collector says of it. */
export interface CutOffOrder {
  readonly row: EffectRow;
  readonly hasArrived: boolean;
}

/** The order of a case that was paid or paused since its attempt was cut off: its collector is asked whether it has it. */
export async function learnOfCutOff(deps: Deps, input: CaseStepInput): Promise<CutOffOrder | null> {
  const found = await deps.db.read(async (tx) => {
    const row = await cutOffOrderOf(tx, deps, input, input.asOf);
    return row === null
      ? null
      : { row, content: (await contentOf(tx, row.key)) as EffectContent | undefined };
  });
  if (found === null) return null;
  const { row, content } = found;
  return { row, hasArrived: !(await hasNotArrived(deps, row.key, content ?? null)) };
}

/** The order of a case that was paid or paused since its attempt was cut off; null for all others. */
export async function cutOffOrderOf(
  tx: Tx,
  deps: Deps,
  of: { readonly creditor: string; readonly reference: string },
  asOf: Instant,
): Promise<EffectRow | null> {
  const { facts, calendar } = await gatherCase(tx, deps.sources, of, asOf);
  const order = orderUnderWay(facts);
  if (order?.state !== EffectState.HANDING_OVER || order.nextAttemptAt > asOf) return null;
  const now = situation({ facts, calendar }, asOf);
  if (mayNotOrder({ ...now, facts: settleCase(now).facts }) === null) return null;
  return (await findEffect(tx, order.key)) ?? null;
}

/** True when the collector says that it does not have the order: then it need not get it. */
async function hasNotArrived(deps: Deps, key: string, content: EffectContent | null): Promise<boolean> {
  try {
    return (await deps.gateways.collector.trace(key, content)) === 'absent';
  } catch {
    return false;
  }
}

/** Puts an order that never arrived back in line, where it waits for the last look like one that was never tried. */
export async function putBackInLine(tx: Tx, row: EffectRow, asOf: Instant): Promise<void> {
  const { key, attemptToken } = row;
  const lastError = 'The attempt was cut off and the collector does not have it.';
  await delayEffect(tx, key, { nextAttemptAt: asOf, lastError, attemptToken });
}
