import { levelEffectKey } from '../../contracts/ids.ts';
import type { InvoicePlan, StepInput } from '../../contracts/invoice.ts';
import { findCustomer } from '../../db/customer/customers.ts';
import { delayEffect, finishEffect } from '../../db/effects/effects.ts';
import { rerouteEffect } from '../../db/effects/retry.ts';
import type { Tx } from '../../db/tx.ts';
import { backoffAfter } from '../../domain/effects/backoff.ts';
import { channelAfter, deliveryDay } from '../../domain/effects/channels.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { levelDelivered } from '../../domain/invoice/apply-step.ts';
import { advance, type Decision, start } from '../../domain/invoice/decision.ts';
import { InvoiceEvent } from '../../domain/invoice/machine.ts';
import { type Level, LevelKind } from '../../domain/invoice/policy.ts';
import { settle, settleInvoice } from '../../domain/invoice/settle.ts';
import { hasEnded, Stage } from '../../domain/invoice/stage.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { ENGINE } from '../../domain/kernel/machine.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { type InvoiceTask, type OpenTask, raiseTask, TaskKind } from '../../domain/tasks/task.ts';
import type { Receipt } from '../../gateways/port.ts';
import { type Gathered, gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import type { Deps } from '../deps.ts';
import type { ClaimedDelivery } from '../effects/delivery.ts';
import { writeWithCase } from './open-case.ts';
import { recordOffer } from './record-offer.ts';
import { type Author, BY_ENGINE } from './write-decision.ts';

export interface ResultContext {
  readonly tx: Tx;
  readonly deps: Pick<Deps, 'sources'>;
  readonly input: StepInput;
  readonly delivery: Pick<ClaimedDelivery, 'key' | 'kind' | 'channel' | 'attempts'> & {
    readonly attemptToken?: string;
  };
}

/** A person's word counts whatever attempt holds the effect; an attempt's only while it does. */
function tokenOf(delivery: ResultContext['delivery']): { attemptToken?: string } {
  return delivery.attemptToken === undefined ? {} : { attemptToken: delivery.attemptToken };
}

/** The other side has it: the level counts, and the next gap begins. */
export async function recordDelivered(
  context: ResultContext,
  receipt: Receipt,
  author: Author = BY_ENGINE,
  writtenOn?: Day,
): Promise<InvoicePlan | null> {
  const { tx, deps, input, delivery } = context;
  if (delivery.kind === EffectKind.NOTIFICATION) return recordNotified(context, receipt);
  const before = await gatherInvoice(tx, deps.sources, input.creditor, input.number);
  const deliveredOn = deliveryDay(
    delivery.channel,
    writtenOn ?? before.calendar.dayOf(input.asOf),
    before.policy.postalDays,
  );
  const counts = await finishEffect(tx, delivery.key, {
    state: receipt.state,
    providerId: receipt.providerId,
    deliveredOn,
    ...(receipt.contentHash === undefined ? {} : { deliveredHash: receipt.contentHash }),
    finishedAt: input.asOf,
    lastError: null,
    ...tokenOf(delivery),
  });
  if (!counts) return lookAgain(context);
  const gathered = await gatherInvoice(tx, deps.sources, input.creditor, input.number);
  const afterLevel = countLevel(gathered, delivery, deliveredOn, input.asOf);
  await recordOffer(tx, gathered, { key: delivery.key, deliveredOn, by: author.by }, input.asOf);
  const decision = settle(afterLevel, situation(gathered, input.asOf));
  return writeWithCase(tx, { deps, gathered, decision, asOf: input.asOf }, author);
}

/** A message to the operator changes no plan. */
async function recordNotified({ tx, input, delivery }: ResultContext, receipt: Receipt): Promise<null> {
  await finishEffect(tx, delivery.key, {
    state: EffectState.DELIVERED,
    providerId: receipt.providerId,
    finishedAt: input.asOf,
    ...tokenOf(delivery),
  });
  return null;
}

function countLevel(
  gathered: Gathered,
  delivery: ResultContext['delivery'],
  deliveredOn: Day,
  asOf: Instant,
): Decision {
  const { facts, policy, calendar } = gathered;
  const decision = start(facts);
  const level = policy.levels[facts.state.levelsDone];
  const isNext =
    delivery.kind === EffectKind.LEVEL &&
    level !== undefined &&
    delivery.key === levelEffectKey(facts.creditor, facts.number, facts.state.round, level.name);
  if (!isNext) return decision;
  const isOver = hasEnded(facts.state.stage) || facts.state.caseEndedOn !== null;
  if (isOver) return counted(decision, level, deliveredOn);
  return levelDelivered(decision, situation({ policy, calendar }, asOf), level, deliveredOn);
}

/**
 * A letter that turns out to have arrived after the path ended: restart and reversal go on after it, so that it
 * is never sent again.
 */
function counted(decision: Decision, level: Level, deliveredOn: Day): Decision {
  const { state } = decision.facts;
  const isNotice = level.kind === LevelKind.notice;
  const before = isNotice ? Stage.NOTICED : Stage.REMINDED;
  const patch = {
    levelsDone: state.levelsDone + 1,
    anchorOn: deliveredOn,
    ...(isNotice ? { noticeDeliveredOn: deliveredOn } : {}),
    ...(state.stage === Stage.TRANSFERRED ? {} : { stageBeforeEnd: before }),
  };
  return { ...decision, facts: { ...decision.facts, state: { ...state, ...patch } } };
}

/** The gateway is away: another attempt later; pauses and payments are served in between. */
export async function recordDelayed(
  context: ResultContext,
  error: string,
  retryAfterMs = 0,
): Promise<InvoicePlan | null> {
  const { tx, input, delivery } = context;
  const nextAttemptAt = input.asOf + backoffAfter(delivery.attempts, retryAfterMs);
  await delayEffect(tx, delivery.key, { nextAttemptAt, lastError: error, ...tokenOf(delivery) });
  return lookAgain(context);
}

/** No attempt can help on this channel: the next channel is tried, else a person is asked. */
export async function recordFailed(context: ResultContext, error: string): Promise<InvoicePlan | null> {
  const { tx, deps, input, delivery } = context;
  if (delivery.kind !== EffectKind.LEVEL) {
    return giveUp(context, EffectState.FAILED, TaskKind.EFFECT_FAILED, error);
  }
  const gathered = await gatherInvoice(tx, deps.sources, input.creditor, input.number);
  const customer = await findCustomer(tx, gathered.row.customerId);
  const next = customer === undefined ? null : channelAfter(delivery.channel, customer);
  if (next !== null) {
    const again = { channel: next, nextAttemptAt: input.asOf, lastError: error, ...tokenOf(delivery) };
    await rerouteEffect(tx, delivery.key, again);
    return lookAgain(context);
  }
  return giveUp(context, EffectState.FAILED, TaskKind.EFFECT_FAILED, error);
}

/** It may have arrived: never a second sending by itself. */
export async function recordUncertain(context: ResultContext, error: string): Promise<InvoicePlan | null> {
  return giveUp(context, EffectState.UNCERTAIN, TaskKind.EFFECT_UNCERTAIN, error);
}

async function giveUp(
  context: ResultContext,
  state: EffectState,
  task: InvoiceTask,
  error: string,
): Promise<InvoicePlan | null> {
  const { tx, input, delivery } = context;
  await finishEffect(tx, delivery.key, {
    state,
    providerId: null,
    deliveredOn: null,
    finishedAt: input.asOf,
    lastError: error,
    ...tokenOf(delivery),
  });
  return delivery.kind === EffectKind.NOTIFICATION ? null : lookAgain(context, { kind: task, note: error });
}

async function lookAgain(
  context: ResultContext,
  task?: Pick<OpenTask<InvoiceTask>, 'kind' | 'note'>,
): Promise<InvoicePlan | null> {
  const { tx, deps, input, delivery } = context;
  if (delivery.kind === EffectKind.NOTIFICATION) return null;
  const gathered = await gatherInvoice(tx, deps.sources, input.creditor, input.number);
  const { facts, policy, calendar } = gathered;
  const decision = settleInvoice(situation({ facts, policy, calendar }, input.asOf));
  const raised =
    task === undefined ? decision : raise(decision, task.kind, gathered, input.asOf, { note: task.note });
  return writeWithCase(tx, { deps, gathered, decision: raised, asOf: input.asOf });
}

export function raise(
  decision: Decision,
  kind: InvoiceTask,
  gathered: Gathered,
  asOf: Instant,
  more: Partial<Pick<OpenTask, 'note' | 'key'>> = {},
): Decision {
  const occasion = { at: asOf, on: gathered.calendar.dayOf(asOf), by: ENGINE, reason: kind };
  return raiseTask(advance(decision, InvoiceEvent.ATTENTION_RAISED, occasion), kind, more);
}
