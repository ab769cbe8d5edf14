import { levelEffectKey } from '../../contracts/ids.ts';
import type { StepInput } from '../../contracts/invoice.ts';
import { findEffect, finishEffect } from '../../db/effects/effects.ts';
import { rerouteEffect } from '../../db/effects/retry.ts';
import { together } from '../../db/together.ts';
import type { Tx } from '../../db/tx.ts';
import { type Channel, channelAfter, deliveryDay } from '../../domain/effects/channels.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { firstKeyOf } from '../../domain/effects/revision.ts';
import { raiseAttention } from '../../domain/invoice/attention.ts';
import { start } from '../../domain/invoice/decision.ts';
import { letterArrived as arrived } from '../../domain/invoice/letters.ts';
import type { Level } from '../../domain/invoice/policy.ts';
import { settle, settleInvoice } from '../../domain/invoice/settle.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { byEngine } from '../../domain/kernel/machine.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { raiseTask, TaskKind } from '../../domain/tasks/task.ts';
import type { GatewayFailure, Receipt } from '../../gateways/port.ts';
import { type Gathered, gatherInvoice, withEffectsAsNow } from '../../gather/invoice/gather-invoice.ts';
import type { Author, HandedOver } from '../actor/subject.ts';
import type { Deps } from '../deps.ts';
import { recordOffer } from './record-offer.ts';
import type { InvoiceContext } from './types.ts';

type Sources = Pick<Deps, 'sources'>;

/** The other side has it: the level counts, and the next gap begins. */
export async function letterArrived(
  tx: Tx,
  deps: Sources,
  input: StepInput,
  effect: HandedOver,
  receipt: Receipt,
  { by }: Author,
  days: { readonly writtenOn?: Day; readonly arrivedOn?: Day } = {},
): Promise<InvoiceContext | null> {
  const { asOf } = input;
  if (effect.kind === EffectKind.NOTIFICATION) return notified(tx, input, effect, receipt);
  const before = await gatherInvoice(tx, deps.sources, input.creditor, input.number);
  const on = days.writtenOn ?? before.calendar.dayOf(asOf);
  const deliveredOn = days.arrivedOn ?? deliveryDay(effect.channel, on, before.policy.postalDays);
  const counts = await finishEffect(tx, effect.key, {
    state: receipt.state,
    providerId: receipt.providerId,
    deliveredOn,
    ...(receipt.contentHash === undefined ? {} : { deliveredHash: receipt.contentHash }),
    finishedAt: asOf,
    lastError: null,
    ...tokenOf(effect),
  });
  if (!counts || effect.kind === EffectKind.PLAN_MAIL) return lookAgain(tx, deps, input);
  const { gathered } = await together({
    gathered: withEffectsAsNow(tx, before),
    offer: recordOffer(tx, before, { key: effect.key, deliveredOn, by }, asOf),
  });
  const now = situation(gathered, asOf);
  const level = nextLevelOf(gathered, effect);
  const decision = start(gathered.facts);
  const counted = level === undefined ? decision : arrived(decision, now, level, deliveredOn);
  return { deps, gathered, decision: settle(counted, now), asOf };
}

/** A message to the operator changes no plan. */
async function notified(tx: Tx, { asOf }: StepInput, effect: HandedOver, receipt: Receipt): Promise<null> {
  await finishEffect(tx, effect.key, {
    state: EffectState.DELIVERED,
    providerId: receipt.providerId,
    finishedAt: asOf,
    ...tokenOf(effect),
  });
  return null;
}

/** The next level, where the letter is about that one. */
function nextLevelOf({ facts, policy }: Gathered, { kind, key }: HandedOver): Level | undefined {
  const { creditor, number, state } = facts;
  const level = policy.levels[state.levelsDone];
  if (kind !== EffectKind.LEVEL || level === undefined) return undefined;
  return firstKeyOf(key) === levelEffectKey(creditor, number, state.round, level.name) ? level : undefined;
}

/** No attempt can help on this channel: the next channel is tried, else a person is asked. */
export async function letterFailed(
  tx: Tx,
  deps: Sources,
  input: StepInput,
  effect: HandedOver,
  { message: lastError }: GatewayFailure,
): Promise<InvoiceContext | null> {
  const next = await nextChannel(tx, deps, input, effect);
  if (next === null) {
    return giveUp(tx, deps, input, effect, EffectState.FAILED, TaskKind.EFFECT_FAILED, lastError);
  }
  const again = { channel: next, nextAttemptAt: input.asOf, lastError, ...tokenOf(effect) };
  await rerouteEffect(tx, effect.key, again);
  return lookAgain(tx, deps, input);
}

async function nextChannel(
  tx: Tx,
  { sources }: Sources,
  { creditor, number }: StepInput,
  { key, kind, channel }: HandedOver,
): Promise<Channel | null> {
  if (kind !== EffectKind.LEVEL && kind !== EffectKind.PLAN_MAIL) return null;
  const { facts, policy } = await gatherInvoice(tx, sources, creditor, number);
  const name = (await findEffect(tx, key))?.level;
  const level = policy.levels.find((one) => one.name === name) ?? {};
  return channelAfter(level, channel, facts.customer.reached);
}

/** It may have arrived: never a second sending by itself. */
export async function letterUncertain(
  tx: Tx,
  deps: Sources,
  input: StepInput,
  effect: HandedOver,
  error: string,
): Promise<InvoiceContext | null> {
  return giveUp(tx, deps, input, effect, EffectState.UNCERTAIN, TaskKind.EFFECT_UNCERTAIN, error);
}

async function giveUp(
  tx: Tx,
  deps: Sources,
  input: StepInput,
  effect: HandedOver,
  state: EffectState,
  task: typeof TaskKind.EFFECT_FAILED | typeof TaskKind.EFFECT_UNCERTAIN,
  error: string,
): Promise<InvoiceContext | null> {
  await finishEffect(tx, effect.key, {
    state,
    providerId: null,
    deliveredOn: null,
    finishedAt: input.asOf,
    lastError: error,
    ...tokenOf(effect),
  });
  if (effect.kind === EffectKind.NOTIFICATION) return null;
  const context = await lookAgain(tx, deps, input);
  if (effect.kind === EffectKind.PLAN_MAIL) {
    const missed = { key: effect.key, note: error };
    return { ...context, decision: raiseTask(context.decision, TaskKind.PLAN_MAIL_NOT_SENT, missed) };
  }
  const occasion = byEngine(situation(context.gathered, input.asOf), task);
  return { ...context, decision: raiseAttention(context.decision, task, occasion, { note: error }) };
}

async function lookAgain(
  tx: Tx,
  deps: Sources,
  { creditor, number, asOf }: StepInput,
): Promise<InvoiceContext> {
  const gathered = await gatherInvoice(tx, deps.sources, creditor, number);
  return { deps, gathered, decision: settleInvoice(situation(gathered, asOf)), asOf };
}

/** A person's word counts whatever attempt holds the effect; an attempt's only while it does. */
function tokenOf({ attemptToken }: HandedOver): { attemptToken?: string } {
  return attemptToken === undefined ? {} : { attemptToken };
}
