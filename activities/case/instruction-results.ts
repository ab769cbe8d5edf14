import type { CaseStepInput } from '../../contracts/case.ts';
import { instructionKindOf } from '../../contracts/ids.ts';
import { finishEffect } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import type { CaseDecision } from '../../domain/case/decision.ts';
import {
  instructionArrived,
  instructionFailed,
  instructionUncertain,
} from '../../domain/case/handed-over.ts';
import { settle, settleCase } from '../../domain/case/settle.ts';
import { EffectState } from '../../domain/effects/effect.ts';
import { type Moment, situation } from '../../domain/kernel/situation.ts';
import { failureCategoryOf } from '../../gateways/collectors/failure.ts';
import type { GatewayFailure, Receipt } from '../../gateways/port.ts';
import { gatherCase } from '../../gather/case/gather-case.ts';
import { acceptsAtOnce } from '../../gather/invoice/scripted.ts';
import type { HandedOver } from '../actor/subject.ts';
import type { Deps } from '../deps.ts';
import type { CaseStepContext } from './types.ts';

type Sources = Pick<Deps, 'sources'>;

/** The collector has it: an order may be accepted with that, a withdrawal take effect. */
export async function arrived(
  tx: Tx,
  deps: Sources,
  input: CaseStepInput,
  effect: HandedOver,
  receipt: Receipt,
): Promise<CaseStepContext> {
  const counts = await finish(tx, input, effect, receipt.state, null, receipt);
  if (!counts) return lookAgain(tx, deps, input, (decision) => decision);
  const about = instructionKindOf(effect.key);
  const { row } = await gatherCase(tx, deps.sources, input, input.asOf);
  const isAccepted =
    receipt.state === EffectState.DELIVERED || (await acceptsAtOnce(tx, deps.sources, row, about));
  return lookAgain(tx, deps, input, (decision, now) => instructionArrived(decision, about, isAccepted, now));
}

export async function failed(
  tx: Tx,
  deps: Sources,
  input: CaseStepInput,
  effect: HandedOver,
  cause: GatewayFailure,
): Promise<CaseStepContext> {
  const { key } = effect;
  const reason = cause.message;
  await finish(tx, input, effect, EffectState.FAILED, reason);
  const failure = { category: failureCategoryOf(cause), reason };
  const instruction = { key, about: instructionKindOf(key) };
  return lookAgain(tx, deps, input, (decision, now) =>
    instructionFailed(decision, instruction, failure, now),
  );
}

export async function uncertain(
  tx: Tx,
  deps: Sources,
  input: CaseStepInput,
  effect: HandedOver,
  error: string,
): Promise<CaseStepContext> {
  await finish(tx, input, effect, EffectState.UNCERTAIN, error);
  return lookAgain(tx, deps, input, (decision, now) => instructionUncertain(decision, error, now));
}

async function finish(
  tx: Tx,
  { asOf }: CaseStepInput,
  { key, attemptToken }: HandedOver,
  state: EffectState,
  lastError: string | null,
  receipt?: Receipt,
): Promise<boolean> {
  return finishEffect(tx, key, {
    state,
    finishedAt: asOf,
    lastError,
    ...(receipt === undefined ? {} : { providerId: receipt.providerId }),
    ...(attemptToken === undefined ? {} : { attemptToken }),
  });
}

/** Reads the case again after an attempt and adds what the attempt led to. */
async function lookAgain(
  tx: Tx,
  deps: Sources,
  input: CaseStepInput,
  then: (decision: CaseDecision, now: Moment) => CaseDecision,
): Promise<CaseStepContext> {
  const { asOf } = input;
  const gathered = await gatherCase(tx, deps.sources, input, asOf);
  const now = situation(gathered, asOf);
  return { deps, gathered, decision: settle(then(settleCase(now), now), now), asOf };
}
