import type { CasePlan, CaseStepInput } from '../../contracts/case.ts';
import { instructionKindOf } from '../../contracts/ids.ts';
import { readContent } from '../../db/case/documents.ts';
import { delayEffect, finishEffect } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import { advanceCase, type CaseDecision, patched } from '../../domain/case/decision.ts';
import { endCase, failCase } from '../../domain/case/ending.ts';
import { InstructionKind } from '../../domain/case/facts.ts';
import { CaseEvent } from '../../domain/case/machine.ts';
import { accepted } from '../../domain/case/read-report.ts';
import { settle, settleCase } from '../../domain/case/settle.ts';
import { CaseOutcome, CaseState, hasCaseEnded } from '../../domain/case/state.ts';
import { backoffAfter } from '../../domain/effects/backoff.ts';
import { EffectState } from '../../domain/effects/effect.ts';
import { ENGINE, type Occasion } from '../../domain/kernel/machine.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { type CaseTask, raiseTask, TaskKind } from '../../domain/tasks/task.ts';
import { failureCategoryOf } from '../../gateways/collectors/failure.ts';
import type { GatewayFailure, Receipt } from '../../gateways/port.ts';
import { gatherCase } from '../../gather/case/gather-case.ts';
import { acceptsAtOnce } from '../../gather/invoice/scripted.ts';
import type { Deps } from '../deps.ts';
import type { ClaimedDelivery } from '../effects/delivery.ts';
import { tryOnce } from '../effects/try-once.ts';
import type { CaseStepContext } from './case-context.ts';
import { type CaseAuthor, writeCase } from './write-decision.ts';

type Delivery = Pick<ClaimedDelivery, 'key' | 'attempts'> & { readonly attemptToken?: string };

/** Hands a claimed instruction over to the collector, once, and writes what came of it. */
export async function handOverToCollector(
  deps: Deps,
  delivery: ClaimedDelivery,
  input: CaseStepInput,
): Promise<CasePlan> {
  const attempt = await tryOnce(deps.gateways.collector, delivery, input.asOf, (hash) =>
    deps.db.read((tx) => readContent(tx, hash)),
  );
  return deps.db.transaction(async (tx) => {
    const token = { attemptToken: delivery.attemptToken };
    switch (attempt.kind) {
      case 'delivered':
        return recordArrived(tx, deps, input, delivery, attempt.receipt);
      case 'delayed': {
        const nextAttemptAt = input.asOf + backoffAfter(delivery.attempts, attempt.retryAfterMs);
        await delayEffect(tx, delivery.key, { nextAttemptAt, lastError: attempt.error, ...token });
        return lookAgain(tx, deps, input, (decision) => decision);
      }
      case 'failed':
        await finish(tx, input, delivery, EffectState.FAILED, attempt.error);
        return lookAgain(tx, deps, input, (decision, context) =>
          failed(decision, context, delivery, attempt.cause),
        );
      case 'uncertain':
        await finish(tx, input, delivery, EffectState.UNCERTAIN, attempt.error);
        return lookAgain(tx, deps, input, (decision, context) =>
          raised(decision, context, TaskKind.ORDER_UNCERTAIN, attempt.error),
        );
      default:
        return attempt satisfies never;
    }
  });
}

async function finish(
  tx: Tx,
  { asOf }: CaseStepInput,
  delivery: Delivery,
  state: EffectState,
  lastError: string | null,
  receipt?: Receipt,
): Promise<boolean> {
  const { attemptToken } = delivery;
  return finishEffect(tx, delivery.key, {
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
  delivery: Delivery,
  receipt: Receipt,
  author?: CaseAuthor,
): Promise<CasePlan> {
  const about = instructionKindOf(delivery.key);
  const counts = await finish(tx, input, delivery, receipt.state, null, receipt);
  if (!counts) return lookAgain(tx, deps, input, (decision) => decision);
  const gathered = await gatherCase(tx, deps.sources, input, input.asOf);
  const isDelivered =
    receipt.state === EffectState.DELIVERED || (await acceptsAtOnce(tx, deps.sources, gathered.row, about));
  return lookAgain(
    tx,
    deps,
    input,
    (decision, context) => {
      switch (about) {
        case InstructionKind.ORDER:
          return ordered(decision, context, isDelivered);
        case InstructionKind.WITHDRAWAL:
          return isDelivered ? withdrawn(decision, context) : decision;
        default:
          return decision;
      }
    },
    author,
  );
}

function occasionOf({ gathered, asOf }: CaseStepContext, reason: string | null = null): Occasion {
  return { at: asOf, on: gathered.calendar.dayOf(asOf), by: ENGINE, reason };
}

function ordered(decision: CaseDecision, context: CaseStepContext, isAccepted: boolean): CaseDecision {
  const { calendar } = context.gathered;
  const asked = patched(decision, { askedAt: context.asOf });
  if (decision.facts.state.state !== CaseState.PENDING) return asked;
  const name = decision.facts.configuration?.name ?? null;
  const handedOver = advanceCase(asked, CaseEvent.ORDERED, occasionOf(context, name));
  const known = { ...handedOver, facts: { ...handedOver.facts, isOrdered: true } };
  return isAccepted ? accepted(known, occasionOf(context, name), calendar) : known;
}

function withdrawn(decision: CaseDecision, context: CaseStepContext): CaseDecision {
  const { calendar } = context.gathered;
  if (hasCaseEnded(decision.facts.state.state)) return decision;
  const occasion = occasionOf(context);
  return endCase(decision, CaseEvent.WITHDRAWN, occasion, calendar, context.asOf, CaseOutcome.WITHDRAWN);
}

/** An order that a collector refuses for good fails the case; any other instruction is a person's to mend. */
function failed(
  decision: CaseDecision,
  context: CaseStepContext,
  { key }: Delivery,
  cause: GatewayFailure,
): CaseDecision {
  const reason = cause.message;
  if (instructionKindOf(key) !== InstructionKind.ORDER) {
    return raised(decision, context, TaskKind.INSTRUCTION_FAILED, reason);
  }
  if (decision.facts.state.state !== CaseState.PENDING) return decision;
  const without = decision.facts.instructions.filter((one) => one.key !== key);
  return failCase(
    { ...decision, facts: { ...decision.facts, instructions: without } },
    CaseEvent.FAILED,
    { category: failureCategoryOf(cause), reason },
    occasionOf(context),
    context.gathered.calendar,
  );
}

function raised(
  decision: CaseDecision,
  context: CaseStepContext,
  kind: CaseTask,
  reason: string,
): CaseDecision {
  const said = advanceCase(decision, CaseEvent.ATTENTION_RAISED, occasionOf(context, reason));
  return raiseTask(said, kind, { note: reason });
}

/** Reads the case again after an attempt, adds what the attempt led to, and decides what comes next. */
async function lookAgain(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  input: CaseStepInput,
  then: (decision: CaseDecision, context: CaseStepContext) => CaseDecision,
  author?: CaseAuthor,
): Promise<CasePlan> {
  const { asOf } = input;
  const gathered = await gatherCase(tx, deps.sources, input, asOf);
  const decision = settleCase(situation(gathered, asOf));
  const context: CaseStepContext = { deps, gathered, decision, asOf };
  const next = settle(then(decision, context), situation(gathered, asOf));
  return writeCase(tx, { ...context, decision: next }, author);
}
