import type { CasePlan, CaseStepInput } from '../../contracts/case.ts';
import { instructionKindOf } from '../../contracts/ids.ts';
import { readContent } from '../../db/case/documents.ts';
import { delayEffect, finishEffect } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import { advanceCase, type CaseProgress, patched } from '../../domain/case/decision.ts';
import { endCase, failCase } from '../../domain/case/ending.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import { CaseEvent, type CaseOccasion } from '../../domain/case/machine.ts';
import { accepted } from '../../domain/case/read-report.ts';
import { settleCase, settled } from '../../domain/case/settle.ts';
import { CaseOutcome, CaseState, hasCaseEnded } from '../../domain/case/state.ts';
import { EffectState } from '../../domain/invoice/facts.ts';
import { ENGINE } from '../../domain/invoice/machine.ts';
import { type CaseTask, raiseTask, TaskKind } from '../../domain/tasks/task.ts';
import { failureCategoryOf } from '../../gateways/collectors/failure.ts';
import type { GatewayFailure, Receipt } from '../../gateways/port.ts';
import { gatherCase } from '../../gather/case/gather-case.ts';
import { acceptsAtOnce } from '../../gather/invoice/scripted.ts';
import type { Deps } from '../deps.ts';
import { backoffAfter } from '../effects/backoff.ts';
import type { ClaimedParcel } from '../effects/delivery.ts';
import { tryOnce } from '../effects/try-once.ts';
import type { CaseStepContext } from './case-context.ts';
import { type CaseAuthor, writeCase } from './write-decision.ts';

type Parcel = Pick<ClaimedParcel, 'key' | 'attempts'> & { readonly attemptToken?: string };

/** Hands a claimed word to the collector over, once, and writes what came of it. */
export async function handOverToCollector(
  deps: Deps,
  parcel: ClaimedParcel,
  input: CaseStepInput,
): Promise<CasePlan> {
  const attempt = await tryOnce(deps.gateways.collector, parcel, input.asOf, (hash) =>
    deps.db.read((tx) => readContent(tx, hash)),
  );
  return deps.db.transaction(async (tx) => {
    const token = { attemptToken: parcel.attemptToken };
    switch (attempt.kind) {
      case 'delivered':
        return recordArrived(tx, deps, input, parcel, attempt.receipt);
      case 'delayed': {
        const nextAttemptAt = input.asOf + backoffAfter(parcel.attempts, attempt.retryAfterMs);
        await delayEffect(tx, parcel.key, { nextAttemptAt, lastError: attempt.error, ...token });
        return lookAgain(tx, deps, input, (progress) => progress);
      }
      case 'failed':
        await finish(tx, input, parcel, EffectState.FAILED, attempt.error);
        return lookAgain(tx, deps, input, (progress, context) =>
          failed(progress, context, parcel, attempt.cause),
        );
      case 'uncertain':
        await finish(tx, input, parcel, EffectState.UNCERTAIN, attempt.error);
        return lookAgain(tx, deps, input, (progress, context) =>
          raised(progress, context, TaskKind.ORDER_UNCERTAIN, attempt.error),
        );
      default:
        return attempt satisfies never;
    }
  });
}

async function finish(
  tx: Tx,
  { asOf }: CaseStepInput,
  parcel: Parcel,
  state: EffectState,
  lastError: string | null,
  receipt?: Receipt,
): Promise<boolean> {
  const { attemptToken } = parcel;
  return finishEffect(tx, parcel.key, {
    state,
    finishedAt: asOf,
    lastError,
    ...(receipt === undefined ? {} : { providerId: receipt.providerId }),
    ...(attemptToken === undefined ? {} : { attemptToken }),
  });
}

/** The collector has it: an order may be accepted with that, a withdrawal take effect. */
export async function recordArrived(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  input: CaseStepInput,
  parcel: Parcel,
  receipt: Receipt,
  author?: CaseAuthor,
): Promise<CasePlan> {
  const about = instructionKindOf(parcel.key);
  const counts = await finish(
    tx,
    input,
    parcel,
    receipt.state === 'delivered' ? EffectState.DELIVERED : EffectState.HANDED_OVER,
    null,
    receipt,
  );
  if (!counts) return lookAgain(tx, deps, input, (progress) => progress);
  const gathered = await gatherCase(tx, deps.sources, input, input.asOf);
  const isDelivered =
    receipt.state === 'delivered' || (await acceptsAtOnce(tx, deps.sources, gathered.row, about));
  return lookAgain(
    tx,
    deps,
    input,
    (progress, context) => {
      switch (about) {
        case InstructionKind.ORDER:
          return ordered(progress, context, isDelivered);
        case InstructionKind.WITHDRAWAL:
          return isDelivered ? withdrawn(progress, context) : progress;
        default:
          return progress;
      }
    },
    author,
  );
}

function occasionOf({ gathered, asOf }: CaseStepContext, reason: string | null = null): CaseOccasion {
  return { at: asOf, on: gathered.calendar.dayOf(asOf), by: ENGINE, reason };
}

function ordered(progress: CaseProgress, context: CaseStepContext, isAccepted: boolean): CaseProgress {
  const { calendar } = context.gathered;
  const asked = patched(progress, { askedAt: context.asOf });
  if (progress.facts.state.state !== CaseState.PENDING) return asked;
  const name = progress.facts.configuration?.name ?? null;
  const handedOver = advanceCase(asked, CaseEvent.ORDERED, occasionOf(context, name));
  const known = { ...handedOver, facts: { ...handedOver.facts, isOrdered: true } };
  return isAccepted ? accepted(known, occasionOf(context, name), calendar) : known;
}

function withdrawn(progress: CaseProgress, context: CaseStepContext): CaseProgress {
  const { calendar } = context.gathered;
  if (hasCaseEnded(progress.facts.state.state)) return progress;
  const occasion = occasionOf(context);
  return endCase(progress, CaseEvent.WITHDRAWN, occasion, calendar, context.asOf, CaseOutcome.WITHDRAWN);
}

/** An order that the collector refuses for good fails the case; another word that fails is a person's to mend. */
function failed(
  progress: CaseProgress,
  context: CaseStepContext,
  { key }: Parcel,
  cause: GatewayFailure,
): CaseProgress {
  const reason = cause.message;
  if (instructionKindOf(key) !== InstructionKind.ORDER) {
    return raised(progress, context, TaskKind.INSTRUCTION_FAILED, reason);
  }
  if (progress.facts.state.state !== CaseState.PENDING) return progress;
  const without = progress.facts.instructions.filter((one) => one.key !== key);
  return failCase(
    { ...progress, facts: { ...progress.facts, instructions: without } },
    CaseEvent.FAILED,
    { category: failureCategoryOf(cause), reason },
    occasionOf(context),
    context.gathered.calendar,
  );
}

function raised(
  progress: CaseProgress,
  context: CaseStepContext,
  kind: CaseTask,
  reason: string,
): CaseProgress {
  const said = advanceCase(progress, CaseEvent.ATTENTION_RAISED, occasionOf(context, reason));
  return raiseTask(said, kind, { note: reason });
}

/** Reads the case again after an attempt, adds what the attempt led to, and decides what comes next. */
async function lookAgain(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  input: CaseStepInput,
  then: (progress: CaseProgress, context: CaseStepContext) => CaseProgress,
  author?: CaseAuthor,
): Promise<CasePlan> {
  const { asOf } = input;
  const gathered = await gatherCase(tx, deps.sources, input, asOf);
  const progress = settleCase(gathered.facts, gathered.calendar, asOf);
  const context: CaseStepContext = { deps, gathered, progress, asOf };
  const next = settled(then(progress, context), gathered.calendar, asOf);
  return writeCase(tx, { ...context, progress: next }, author);
}
