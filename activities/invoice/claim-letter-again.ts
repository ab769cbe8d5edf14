import { levelContent } from '../../compose/effects/level-content.ts';
import { signalOffer } from '../../compose/effects/signal-offer.ts';
import type { EffectContent } from '../../contracts/effects.ts';
import { claimEffect, contentOf, type EffectRow, findEffect } from '../../db/effects/effects.ts';
import { rewriteEffect } from '../../db/effects/retry.ts';
import type { Tx } from '../../db/tx.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { type ClaimedDelivery, hashOf, newAttempt } from '../effects/delivery.ts';
import { inTextsOf } from '../effects/own-texts.ts';
import type { InvoiceContext, InvoicePerformed } from './types.ts';

/** Another attempt at a letter that did not reach its gateway, rendered anew: what is open may have changed since. */
export async function claimLetterAgain(tx: Tx, context: InvoiceContext): Promise<InvoicePerformed> {
  const pending = context.decision.facts.pendingEffect;
  if (pending?.state !== EffectState.PLANNED) return { context, deliveries: [] };
  const delivery = await claim(tx, context, pending.key);
  return { context, deliveries: delivery === null ? [] : [delivery] };
}

async function claim(tx: Tx, context: InvoiceContext, key: string): Promise<ClaimedDelivery | null> {
  const row = await findEffect(tx, key);
  if (row === undefined) return null;
  const { kind } = row;
  const channel = row.channel as Channel;
  const content = await freshContent(tx, context, row, channel);
  const attempt = newAttempt(context.asOf);
  const amount = content.kind === EffectKind.LEVEL ? content.open.total : row.amount;
  if (!(await claimEffect(tx, key, { ...attempt, at: context.asOf }))) return null;
  await rewriteEffect(tx, key, { content, requestHash: hashOf(content), amount });
  return { key, kind, channel, content, attempts: row.attempts + 1, ...attempt };
}

async function freshContent(
  tx: Tx,
  { deps, gathered, asOf }: InvoiceContext,
  row: EffectRow,
  channel: Channel,
): Promise<EffectContent> {
  const before = (await contentOf(tx, row.key)) as EffectContent | undefined;
  const level = gathered.policy.levels.find((candidate) => candidate.name === row.level);
  if (level !== undefined) {
    const { customer } = gathered;
    const offer = await signalOffer(tx, deps.sources, gathered, customer, level, asOf);
    return inTextsOf(before, levelContent(gathered, customer, level, channel, asOf, offer));
  }
  if (before === undefined) throw new NotInDatabase(`The content of ${row.key} was erased.`);
  return before;
}
