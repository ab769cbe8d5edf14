import { levelContent } from '../../compose/effects/level-content.ts';
import { signalOffer } from '../../compose/effects/signal-offer.ts';
import type { EffectContent } from '../../contracts/effects.ts';
import { claimEffect, contentOf, type EffectRow, findEffect } from '../../db/effects/effects.ts';
import { rerouteEffect, rewriteEffect } from '../../db/effects/retry.ts';
import type { Tx } from '../../db/tx.ts';
import { type Channel, channelAgain } from '../../domain/effects/channels.ts';
import { mayHaveArrivedBefore } from '../../domain/effects/earlier-attempt.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { letterCharged } from '../../domain/invoice/charges/charge.ts';
import type { Level } from '../../domain/invoice/policy.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { type ClaimedDelivery, hashOf, newAttempt } from '../effects/delivery.ts';
import { inTextsOf } from '../effects/own-texts.ts';
import { fateUnknown } from './fate-unknown.ts';
import { noChannel } from './no-channel.ts';
import type { InvoiceContext, InvoicePerformed } from './types.ts';

/**
 * Another attempt at a letter that did not reach its gateway, rendered anew: what is open may have changed since. What
 * it charged when it was planned stands, as of that day; what was taken back meanwhile is charged again.
 */
export async function claimLetterAgain(tx: Tx, context: InvoiceContext): Promise<InvoicePerformed> {
  const { gathered, decision, asOf } = context;
  const pending = decision.facts.pendingEffect;
  if (pending?.state !== EffectState.PLANNED) return { context, deliveries: [] };
  const row = await findEffect(tx, pending.key);
  if (row === undefined) return { context, deliveries: [] };
  const level = gathered.policy.levels.find((candidate) => candidate.name === row.level);
  const { reached } = gathered.facts.customer;
  const channel = channelAgain(level ?? {}, row.channel, reached);
  const isOther = channel !== row.channel;
  if (isOther && mayHaveArrivedBefore(row.lastError)) return fateUnknown(tx, context, row);
  if (channel === null) return noChannel(tx, context, { name: pending.level, ...level }, row.key);
  if (isOther) {
    const lastError = 'What it was to leave by came back.';
    await rerouteEffect(tx, row.key, { channel, nextAttemptAt: asOf, lastError });
  }
  const charged = level === undefined ? decision : letterCharged(decision, situation(gathered, asOf), level);
  const now = { ...context, decision: charged };
  const delivery = await claim(tx, now, { ...row, channel }, level);
  return delivery === null ? { context, deliveries: [] } : { context: now, deliveries: [delivery] };
}

async function claim(
  tx: Tx,
  context: InvoiceContext,
  { key, kind, channel: named, amount: before, attempts }: EffectRow,
  level: Level | undefined,
): Promise<ClaimedDelivery | null> {
  const channel = named as Channel;
  const content = await freshContent(tx, context, key, level, channel);
  const attempt = newAttempt(context.asOf);
  const amount = content.kind === EffectKind.LEVEL ? content.open.total : before;
  if (!(await claimEffect(tx, key, { ...attempt, at: context.asOf }))) return null;
  await rewriteEffect(tx, key, { content, requestHash: hashOf(content), amount });
  return { key, kind, channel, content, attempts: attempts + 1, ...attempt };
}

async function freshContent(
  tx: Tx,
  { deps, gathered, decision, asOf }: InvoiceContext,
  key: string,
  level: Level | undefined,
  channel: Channel,
): Promise<EffectContent> {
  const before = (await contentOf(tx, key)) as EffectContent | undefined;
  if (level !== undefined) {
    const { customer } = gathered;
    const offer = await signalOffer(tx, deps.sources, gathered, customer, level, asOf);
    const now = { ...gathered, facts: decision.facts };
    return inTextsOf(before, levelContent(now, customer, level, channel, asOf, offer));
  }
  if (before === undefined) throw new NotInDatabase(`The content of ${key} was erased.`);
  return before;
}
