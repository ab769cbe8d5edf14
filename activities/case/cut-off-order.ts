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

/** An order whose attempt was cut off, and that may not go out any more. */
export interface CutOffOrder {
  readonly row: EffectRow;
  readonly content: EffectContent | null;
}

/** The order of a case that was paid or paused since its attempt was cut off; null for all others. */
export async function cutOffOrderOf(
  tx: Tx,
  deps: Deps,
  of: { readonly creditor: string; readonly reference: string },
  asOf: Instant,
): Promise<CutOffOrder | null> {
  const { facts, calendar } = await gatherCase(tx, deps.sources, of, asOf);
  const order = orderUnderWay(facts);
  if (order?.state !== EffectState.HANDING_OVER || order.nextAttemptAt > asOf) return null;
  const now = situation({ facts, calendar }, asOf);
  if (mayNotOrder({ ...now, facts: settleCase(now).facts }) === null) return null;
  const row = await findEffect(tx, order.key);
  if (row === undefined) return null;
  return { row, content: ((await contentOf(tx, order.key)) as EffectContent | undefined) ?? null };
}

/** True when the collector says that it does not have the order: then it need not get it. */
export async function hasNotArrived(deps: Deps, { row, content }: CutOffOrder): Promise<boolean> {
  try {
    return (await deps.gateways.collector.trace(row.key, content)) === 'absent';
  } catch {
    return false;
  }
}

/** Puts an order that never arrived back in line, where it waits for the last look like one that was never tried. */
export async function putBackInLine(tx: Tx, { row }: CutOffOrder, asOf: Instant): Promise<void> {
  const { key, attemptToken } = row;
  const lastError = 'The attempt was cut off and the collector does not have it.';
  await delayEffect(tx, key, { nextAttemptAt: asOf, lastError, attemptToken });
}
