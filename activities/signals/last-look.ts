import { signalContent } from '../../compose/effects/signal-content.ts';
import { isEarlierSignalKey, signalEffectKey } from '../../contracts/ids.ts';
import type { SignalContent } from '../../contracts/signals.ts';
import { claimEffect, delayEffect, type EffectRow, planEffect } from '../../db/effects/effects.ts';
import { rewriteEffect } from '../../db/effects/retry.ts';
import { type PreparedSignal, setPreparedKey } from '../../db/signals/prepared-signals.ts';
import { findSignal, nextSignalSequence, planSignal } from '../../db/signals/signals.ts';
import type { Tx } from '../../db/tx.ts';
import { EffectKind } from '../../domain/effects/effect.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { situation } from '../../domain/kernel/situation.ts';
import type { SignalSettings } from '../../domain/signals/settings.ts';
import { SignalAction } from '../../domain/signals/signal.ts';
import { standingReports } from '../../domain/signals/standing.ts';
import { type SignalAnswer, whySignal } from '../../domain/signals/why-signal.ts';
import { type GatheredSignal, gatherSignal } from '../../gather/signals/gather-signals.ts';
import type { Deps } from '../deps.ts';
import { hashOf, newAttempt } from '../effects/delivery.ts';

/** A signal claimed for one hand-over, to be made after the transaction has committed. */
export interface SignalDelivery {
  readonly prepared: PreparedSignal;
  readonly key: string;
  readonly gateway: string;
  readonly content: SignalContent;
  readonly attempts: number;
  readonly attemptToken: string;
  readonly leaseUntil: Instant;
}

export interface Approval {
  readonly by: string;
  readonly settings: SignalSettings;
}

/**
 * Reads all facts of the customer again and judges every condition by them; what changed since it was prepared
 * is returned by its names, and then nothing is written. Otherwise the effect is planned and claimed, with what
 * it will say, under the key that the prepared one has for ever.
 */
export async function lastLook(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  prepared: PreparedSignal,
  { by, settings }: Approval,
  before: EffectRow | undefined,
  asOf: Instant,
): Promise<{ readonly delivery: SignalDelivery } | { readonly changed: readonly string[] }> {
  const gathered = await gatherSignal(tx, deps.sources, prepared.customerId, asOf);
  const why = whySignal(situation(gathered, asOf), settings);
  const changed =
    prepared.action === SignalAction.REMOVE
      ? await whyNotRemove(tx, prepared, gathered)
      : whatChanged(prepared, why);
  if (changed.length > 0) return { changed };
  const { type, action, creditor, customerId, currency } = prepared;
  const key =
    prepared.key ??
    signalEffectKey(creditor, customerId, type, action, await nextSignalSequence(tx, customerId));
  const replaces = action === SignalAction.REMOVE ? prepared.replaces : (why.verdict?.replaces?.key ?? null);
  const gateway = why.verdict?.gateway ?? prepared.gateway;
  const head = { key, type, action, gateway, replaces: await knownAs(tx, replaces) };
  const content = signalContent(gathered, settings, head, why, asOf);
  const amount = content.arrears?.amount ?? 0;
  const attempt = newAttempt(asOf);
  if (before === undefined) {
    const about = { creditor, customerId, preparedId: prepared.id, type, action, currency };
    await planSignal(tx, { ...about, key, gateway, amount, replaces, approvedBy: by, plannedAt: asOf });
    await setPreparedKey(tx, prepared.id, key);
    await planEffect(tx, {
      key,
      invoiceId: null,
      kind: EffectKind.SIGNAL,
      level: null,
      round: 1,
      channel: channelOf(gateway),
      requestHash: hashOf(content),
      amount,
      content,
      plannedAt: asOf,
      ...attempt,
    });
    return { delivery: { prepared, key, gateway, content, attempts: 1, ...attempt } };
  }
  await claimEffect(tx, key, { ...attempt, at: asOf });
  await rewriteEffect(tx, key, { content, requestHash: hashOf(content), amount });
  return { delivery: { prepared, key, gateway, content, attempts: before.attempts + 1, ...attempt } };
}

/** What the municipality knows the report by: our key, or the reference of the system that sent it before. */
async function knownAs(tx: Tx, replaces: string | null): Promise<string | null> {
  if (replaces === null || !isEarlierSignalKey(replaces)) return replaces;
  return (await findSignal(tx, replaces))?.municipalityReference ?? replaces;
}

/** How the effects of a gateway to municipalities are marked. */
function channelOf(gateway: string): string {
  return `municipality ${gateway}`;
}

/** Names of the conditions that fail now, or what it would be prepared for instead. */
function whatChanged({ type, action, gateway }: PreparedSignal, why: SignalAnswer): readonly string[] {
  const { verdict } = why;
  if (verdict === null || verdict.type !== type) {
    const failed = why[type].filter(({ passes }) => !passes).map(({ code }) => code);
    return failed.length > 0 ? failed : [`NOW:${verdict?.type} ${verdict?.action}`];
  }
  if (verdict.action !== action) return [`NOW:${verdict.type} ${verdict.action}`];
  return verdict.gateway === gateway ? [] : [`NOW:gateway ${verdict.gateway}`];
}

/** A signal is taken back only while the municipality has it and the customer is still opted out. */
async function whyNotRemove(
  tx: Tx,
  { replaces }: PreparedSignal,
  { facts }: GatheredSignal,
): Promise<readonly string[]> {
  if (facts.optOut === null) return ['OPT_OUT_WITHDRAWN'];
  if (standingReports(facts.signals).some(({ key }) => key === replaces)) return [];
  const signal = await findSignal(tx, replaces ?? '');
  return [`NOW:${signal?.state ?? 'unknown'}`];
}

/** Puts an attempt that was cut off back in line, so that the last look may claim it again. */
export async function backInLine(tx: Tx, key: string, asOf: Instant): Promise<void> {
  await delayEffect(tx, key, { nextAttemptAt: asOf, lastError: 'The attempt was cut off.' });
}
