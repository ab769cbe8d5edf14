import { createHash, randomUUID } from 'node:crypto';
import type { EffectContent } from '../../contracts/effects.ts';
import { type EffectRow, planEffect } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import type { EffectKind } from '../../domain/effects/effect.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { LEASE_MS } from '../deps.ts';

/** An effect claimed for one hand-over, to be made after the transaction has committed. */
export interface ClaimedDelivery {
  readonly key: string;
  readonly kind: EffectKind;
  readonly channel: Channel;
  readonly content: EffectContent;
  readonly attemptToken: string;
  readonly attempts: number;
  readonly leaseUntil: Instant;
}

export interface NewEffect {
  readonly key: string;
  /** The invoice or the case that it is about. */
  readonly invoiceId: number | null;
  readonly caseId?: number | null;
  readonly kind: EffectKind;
  readonly level: string | null;
  readonly round: number;
  readonly channel: Channel;
  readonly amount: number;
  readonly content: EffectContent;
}

export function hashOf(content: EffectContent): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** Token and lease of one attempt. The token only tells attempts apart; no decision depends on it. */
export function newAttempt(asOf: Instant): { attemptToken: string; leaseUntil: Instant } {
  return { attemptToken: randomUUID(), leaseUntil: asOf + LEASE_MS };
}

/**
 * Writes the effect as planned and claims its first attempt, or gives back the row that stands under its key:
 * a key is never used twice.
 */
export async function planAndClaim(
  tx: Tx,
  effect: NewEffect,
  asOf: Instant,
): Promise<{ readonly delivery: ClaimedDelivery } | { readonly existing: EffectRow }> {
  const attempt = newAttempt(asOf);
  const planned = await planEffect(tx, {
    ...effect,
    ...attempt,
    requestHash: hashOf(effect.content),
    plannedAt: asOf,
  });
  if (planned !== 'claimed') return { existing: planned };
  const { key, kind, channel, content } = effect;
  return { delivery: { key, kind, channel, content, attempts: 1, ...attempt } };
}
