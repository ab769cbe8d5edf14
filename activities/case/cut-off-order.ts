import type { CaseStepInput } from '../../contracts/case.ts';
import type { EffectContent } from '../../contracts/effects.ts';
import { contentOf, delayEffect, type EffectRow, findEffect } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import { mayNotOrder } from '../../domain/case/checks/to-the-collector.ts';
import { orderUnderWay } from '../../domain/case/order.ts';
import { settleCase } from '../../domain/case/settle.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import { EffectState } from '../../domain/effects/effect.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { isReceived, type Trace } from '../../gateways/port.ts';
import { gatherCase } from '../../gather/case/gather-case.ts';
import type { Deps } from '../deps.ts';
import { arrived, uncertain } from './instruction-results.ts';
import type { CaseStepContext, CutOffOrder } from './types.ts';

/** The order of a case that was paid or paused since its attempt was cut off: its collector is asked whether it has it. */
export async function learnOfCutOff(deps: Deps, input: CaseStepInput): Promise<CutOffOrder | null> {
  const found = await deps.db.read(async (tx) => {
    const row = await cutOffOrderOf(tx, deps, input, input.asOf);
    return row === null ? null : { row, content: await contentOf(tx, row.key) };
  });
  if (found === null) return null;
  const content = (found.content ?? null) as EffectContent | null;
  return { row: found.row, trace: await traceOf(deps, found.row, content) };
}

/** The order of a case that was paid or paused since its attempt was cut off; null for all others. */
export async function cutOffOrderOf(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
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

async function traceOf(deps: Deps, { key }: EffectRow, content: EffectContent | null): Promise<Trace> {
  try {
    return await deps.gateways.collector.trace(key, content);
  } catch {
    return 'unknown';
  }
}

/**
 * Writes what the collector said of a cut-off order that nobody owes any more; a decision when it is settled by that.
 *
 * It is not handed over again, although each collector knows a key that it has had before: one that never had it would
 * get it now, after the payment.
 */
export async function noteCutOff(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  input: CaseStepInput,
  { row, trace }: CutOffOrder,
): Promise<CaseStepContext | null> {
  const { key, kind, attempts, attemptToken } = row;
  const now = await findEffect(tx, key);
  // Another has settled it since it was asked after.
  if (now?.state !== EffectState.HANDING_OVER || now.attemptToken !== attemptToken) return null;
  const effect = { key, kind, attempts, channel: row.channel as Channel };
  if (isReceived(trace)) return arrived(tx, deps, input, effect, { state: trace, providerId: key });
  if (trace === 'unknown') {
    const error =
      'The attempt was cut off, the collector cannot tell, and the order may not go out any more.';
    return uncertain(tx, deps, input, effect, error);
  }
  // It waits for the last look like one that was never tried.
  const lastError = 'The attempt was cut off and the collector does not have it.';
  await delayEffect(tx, key, { nextAttemptAt: input.asOf, lastError, attemptToken });
  return null;
}
