import { SendOutcome } from '../../contracts/signals.ts';
import { askLater, cancelEffect, delayEffect, finishEffect } from '../../db/effects/effects.ts';
import { endPrepared, type PreparedSignal } from '../../db/signals/prepared-signals.ts';
import { saveResult } from '../../db/signals/sends.ts';
import {
  findSignal,
  NOT_SENT,
  signalAcknowledged,
  signalRejected,
  signalRemoved,
  signalSent,
} from '../../db/signals/signals.ts';
import type { Tx } from '../../db/tx.ts';
import { backoffAfter } from '../../domain/effects/backoff.ts';
import { EffectState } from '../../domain/effects/effect.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { SignalAction, SignalState } from '../../domain/signals/signal.ts';
import { SignalRejected } from '../../gateways/municipalities/port.ts';
import type { GatewayFailure, Receipt } from '../../gateways/port.ts';
import type { Attempt } from '../effects/try-once.ts';

/** A signal in hand, with the attempt that holds it; a trace or a person's word needs none. */
export interface InHand {
  readonly prepared: PreparedSignal;
  readonly key: string;
  readonly attempts: number;
  readonly attemptToken?: string;
}

/** Writes what came of one attempt: on the effect, the signal, the prepared list and the send. */
export async function recordSignal(
  tx: Tx,
  inHand: InHand,
  attempt: Attempt,
  today: Day,
  asOf: Instant,
): Promise<void> {
  switch (attempt.kind) {
    case 'delivered':
      return recordSent(tx, inHand, attempt.receipt, today, asOf);
    case 'delayed':
      return recordDelayed(tx, inHand, attempt, asOf);
    case 'uncertain':
      return recordUncertain(tx, inHand, attempt.error, asOf);
    case 'failed':
      return recordFailed(tx, inHand, attempt.cause, asOf);
    default:
      return attempt satisfies never;
  }
}

async function recordSent(
  tx: Tx,
  inHand: InHand,
  { state, providerId }: Receipt,
  today: Day,
  asOf: Instant,
): Promise<void> {
  const isAcknowledged = state === EffectState.DELIVERED;
  const counts = await finishEffect(tx, inHand.key, {
    state: isAcknowledged ? EffectState.DELIVERED : EffectState.HANDED_OVER,
    providerId,
    deliveredOn: today,
    finishedAt: asOf,
    ...tokenOf(inHand),
  });
  if (!counts) return;
  await signalSent(tx, inHand.key, today);
  if (isAcknowledged) {
    await signalAcknowledged(tx, inHand.key, asOf, providerId);
    const signal = await findSignal(tx, inHand.key);
    if (signal?.action === SignalAction.REMOVE && signal.replaces !== null)
      await signalRemoved(tx, signal.replaces, asOf);
  }
  await settle(tx, inHand, SignalState.SENT, SendOutcome.SENT, [], asOf);
}

/**
 * The gateway is away: everything is looked at again before the next attempt. What may have arrived stays in hand,
 * because the service must be asked first: a change since then does not undo a report.
 */
async function recordDelayed(
  tx: Tx,
  inHand: InHand,
  { error, retryAfterMs, mayHaveArrived }: Extract<Attempt, { kind: 'delayed' }>,
  asOf: Instant,
): Promise<void> {
  const nextAttemptAt = asOf + backoffAfter(inHand.attempts, retryAfterMs);
  const delay = { nextAttemptAt, lastError: error, ...tokenOf(inHand) };
  const isWritten = mayHaveArrived
    ? await askLater(tx, inHand.key, delay)
    : await delayEffect(tx, inHand.key, delay);
  if (!isWritten) return;
  await result(tx, inHand.prepared, SendOutcome.DELAYED, [error], nextAttemptAt, asOf);
}

/** It stays approved, so that nothing else is prepared, until the municipality or a person says what became of it. */
export async function recordUncertain(tx: Tx, inHand: InHand, error: string, asOf: Instant): Promise<void> {
  const end = { state: EffectState.UNCERTAIN, finishedAt: asOf, lastError: error };
  if (!(await finishEffect(tx, inHand.key, { ...end, ...tokenOf(inHand) }))) return;
  await result(tx, inHand.prepared, SendOutcome.UNCERTAIN, [error], null, asOf);
}

/** Refused, by the service with a code or by the gateway itself: nothing was reported. */
async function recordFailed(tx: Tx, inHand: InHand, cause: GatewayFailure, asOf: Instant): Promise<void> {
  if (cause.mayHaveArrived) return recordUncertain(tx, inHand, cause.message, asOf);
  const end = { state: EffectState.FAILED, finishedAt: asOf, lastError: cause.message };
  if (!(await finishEffect(tx, inHand.key, { ...end, ...tokenOf(inHand) }))) return;
  const code = cause instanceof SignalRejected ? cause.code : NOT_SENT;
  await signalRejected(tx, inHand.key, code);
  const outcome = cause instanceof SignalRejected ? SendOutcome.REJECTED : SendOutcome.FAILED;
  const says = cause instanceof SignalRejected ? [code, cause.message] : [cause.message];
  await settle(tx, inHand, SignalState.REJECTED, outcome, says, asOf);
}

/** Something changed since it was prepared: shown, not sent. What was planned is cancelled for good. */
export async function recordChanged(
  tx: Tx,
  prepared: PreparedSignal,
  changed: readonly string[],
  asOf: Instant,
): Promise<void> {
  const { key } = prepared;
  if (key !== null) {
    await cancelEffect(tx, key, asOf);
    await signalRejected(tx, key, NOT_SENT);
  }
  await settle(tx, { prepared }, SignalState.REMOVED, SendOutcome.CHANGED, changed, asOf);
}

async function settle(
  tx: Tx,
  { prepared }: Pick<InHand, 'prepared'>,
  state: SignalState,
  outcome: SendOutcome,
  says: readonly string[],
  asOf: Instant,
): Promise<void> {
  await endPrepared(tx, prepared.id, { state, at: asOf, because: says });
  await result(tx, prepared, outcome, says, null, asOf);
}

async function result(
  tx: Tx,
  { id: preparedId, sendId }: PreparedSignal,
  outcome: SendOutcome,
  says: readonly string[],
  nextAttemptAt: Instant | null,
  at: Instant,
): Promise<void> {
  if (sendId === null) return;
  await saveResult(tx, { sendId, preparedId, outcome, says, nextAttemptAt, at });
}

function tokenOf({ attemptToken }: InHand): { attemptToken?: string } {
  return attemptToken === undefined ? {} : { attemptToken };
}
