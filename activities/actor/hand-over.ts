import { readContent } from '../../db/case/documents.ts';
import { noteCircuit } from '../../db/effects/circuits.ts';
import { delayEffect, findEffect } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import { OF_NO_CREDITOR } from '../../db/workers/of-no-creditor.ts';
import { backoffAfter } from '../../domain/effects/backoff.ts';
import { keptError, mayHaveArrivedBefore } from '../../domain/effects/earlier-attempt.ts';
import { EffectKind } from '../../domain/effects/effect.ts';
import { gatewayOf } from '../../gateways/gateways.ts';
import type { Deps } from '../deps.ts';
import type { ClaimedDelivery } from '../effects/delivery.ts';
import { withOwnTexts } from '../effects/own-texts.ts';
import { type Attempt, LONGEST_MS, tryOnce } from '../effects/try-once.ts';
import { type Context, type InputOf, look, type Subject, type SubjectTypes } from './subject.ts';
import { BY_ENGINE, write } from './write.ts';

/** Hands a claimed effect over, once, and writes what came of it. Null for messages that change no plan. */
export async function handOver<S extends SubjectTypes>(
  subject: Subject<S>,
  deps: Deps,
  delivery: ClaimedDelivery,
  input: InputOf<S>,
): Promise<S['Plan'] | null> {
  const gateway = await gatewayOf(deps.gateways, delivery.channel, input.creditor);
  const { key, content } = delivery;
  const ready = { key, content: await withOwnTexts(deps.db, content) };
  const readDocument = (hash: string) => deps.db.read((tx) => readContent(tx, hash));
  const handOver = () => tryOnce(gateway, ready, input.asOf, readDocument);
  const circuit = gateway.circuitOf?.(content) ?? null;
  const isGuarded = deps.circuits !== undefined && circuit !== null;
  const time = { asOf: input.asOf, limitMs: gateway.limitMs ?? LONGEST_MS };
  const { attempt, changed } = isGuarded
    ? await deps.circuits.through(circuit, time, handOver)
    : { attempt: await handOver(), changed: null };
  const work = async (tx: Tx) => {
    const context = await record(subject, tx, deps, delivery, input, attempt);
    return context === null ? null : write(subject, tx, context);
  };
  const plan = await deps.db.transaction(work, subject.about(input));
  // Only then: what came of the attempt is not to wait for what is told of its gateway.
  if (changed !== null && circuit !== null) {
    await deps.db.transaction((tx) => noteCircuit(tx, circuit, changed, input.asOf), OF_NO_CREDITOR);
  }
  return plan;
}

async function record<S extends SubjectTypes>(
  subject: Subject<S>,
  tx: Tx,
  deps: Deps,
  delivery: ClaimedDelivery,
  input: InputOf<S>,
  attempt: Attempt,
): Promise<Context<S> | null> {
  switch (attempt.kind) {
    case 'delivered':
      return subject.arrived(tx, deps, input, delivery, attempt.receipt, BY_ENGINE);
    case 'delayed': {
      // The gateway is away: another attempt later; pauses and payments are served in between.
      const { key, attempts, attemptToken, kind } = delivery;
      const { retryAfterMs, isUntried = false } = attempt;
      const mayHaveArrived = attempt.mayHaveArrived || (await mayHaveBefore(tx, delivery));
      const lastError = keptError(attempt.error, mayHaveArrived);
      const nextAttemptAt = input.asOf + (isUntried ? retryAfterMs : backoffAfter(attempts, retryAfterMs));
      await delayEffect(tx, key, { nextAttemptAt, lastError, attemptToken, isUntried });
      return kind === EffectKind.NOTIFICATION ? null : look(subject, tx, deps, input, input.asOf);
    }
    case 'failed': {
      // A refusal says nothing of the attempt before: what already has it may refuse it a second time.
      const mayHaveArrived = attempt.cause.mayHaveArrived || (await mayHaveBefore(tx, delivery));
      return mayHaveArrived
        ? subject.uncertain(tx, deps, input, delivery, keptError(attempt.error, true))
        : subject.failed(tx, deps, input, delivery, attempt.cause);
    }
    case 'uncertain':
      return subject.uncertain(tx, deps, input, delivery, attempt.error);
    default:
      return attempt satisfies never;
  }
}

async function mayHaveBefore(tx: Tx, { key }: ClaimedDelivery): Promise<boolean> {
  return mayHaveArrivedBefore((await findEffect(tx, key))?.lastError);
}
