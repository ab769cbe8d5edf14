import { findEffect } from '../../db/effects/effects.ts';
import { findPrepared } from '../../db/signals/prepared-signals.ts';
import type { SignalRow } from '../../db/signals/signals.ts';
import { EffectState } from '../../domain/effects/effect.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { SignalState } from '../../domain/signals/signal.ts';
import { SignalRejected } from '../../gateways/municipalities/port.ts';
import type { Attempt } from '../effects/try-once.ts';
import { recordSignal } from '../signals/record-signal.ts';
import type { IntakeContext } from './intake-context.ts';

/** What a municipality's word says about a hand-over whose end nobody knew. */
export type LateWord =
  | { readonly state: 'acknowledged'; readonly id: string | null }
  | { readonly state: 'rejected'; readonly code: string };

/** Ends a hand-over that was left open, by the municipality's word; nothing when it had ended already. */
export async function settleUncertain(
  { tx, asOf }: IntakeContext,
  { key, preparedId, sentOn }: SignalRow,
  word: LateWord,
  on: Day,
): Promise<void> {
  const prepared = await findPrepared(tx, preparedId);
  const effect = await findEffect(tx, key);
  if (sentOn !== null || prepared?.state !== SignalState.APPROVED || effect === undefined) return;
  const inHand = { prepared, key, attempts: effect.attempts };
  await recordSignal(tx, inHand, attemptOf(word, key), on, asOf);
}

function attemptOf(word: LateWord, key: string): Attempt {
  if (word.state === 'acknowledged') {
    return { kind: 'delivered', receipt: { state: EffectState.DELIVERED, providerId: word.id ?? key } };
  }
  const cause = new SignalRejected(word.code, `The municipality rejected the signal (${word.code}).`);
  return { kind: 'failed', error: cause.message, cause };
}
