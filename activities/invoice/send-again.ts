import { planForLater } from '../../db/effects/effects.ts';
import { rerouteEffect } from '../../db/effects/retry.ts';
import type { Tx } from '../../db/tx.ts';
import { EffectKind } from '../../domain/effects/effect.ts';
import type { SentAgain } from '../../domain/invoice/decision.ts';
import type { Instant } from '../../domain/kernel/day.ts';

/** Plans a letter once more; what it says is written when it leaves. */
export async function sendAgain(
  tx: Tx,
  { id: invoiceId, round }: { readonly id: number; readonly round: number },
  { key, instead, level, channel }: SentAgain,
  asOf: Instant,
): Promise<void> {
  if (instead === null) {
    await rerouteEffect(tx, key, { channel, nextAttemptAt: asOf, lastError: 'It is sent again.' });
    return;
  }
  await planForLater(tx, {
    ...{ key, invoiceId, kind: EffectKind.LEVEL, level, round, channel },
    ...{ requestHash: '', amount: 0, content: null, plannedAt: asOf },
  });
}
