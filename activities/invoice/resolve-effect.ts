import type { StepInput } from '../../contracts/invoice.ts';
import { delayEffect, type EffectRow, finishEffect } from '../../db/effects/effects.ts';
import { rerouteEffect } from '../../db/effects/retry.ts';
import type { Tx } from '../../db/tx.ts';
import { type Channel, channelAfter } from '../../domain/effects/channels.ts';
import { EffectState } from '../../domain/effects/effect.ts';
import { EffectOutcome } from '../../domain/effects/effect-outcome.ts';
import { raiseAttention } from '../../domain/invoice/attention.ts';
import { start } from '../../domain/invoice/decision.ts';
import { isStandingNotice, letterNotDelivered, noticeCameBack } from '../../domain/invoice/letters.ts';
import type { ResolveEffect } from '../../domain/invoice/messages/index.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { byEngine } from '../../domain/kernel/machine.ts';
import { RefusalCode, type Refused, refuse } from '../../domain/kernel/refusal.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { TaskKind } from '../../domain/tasks/task.ts';
import { gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import type { Accepted } from '../actor/subject.ts';
import { letterArrived } from './letter-results.ts';
import type { InvoiceContext, InvoiceTypes } from './types.ts';

type Resolved = Accepted<InvoiceTypes> | Refused;

const SETTLED: readonly string[] = [EffectState.DELIVERED, EffectState.HANDED_OVER];

/** Writes what a person found out about a letter whose fate the engine cannot know. */
export async function resolveEffect(
  tx: Tx,
  context: InvoiceContext,
  input: StepInput,
  said: ResolveEffect,
  row: EffectRow,
): Promise<Resolved> {
  switch (said.outcome) {
    case EffectOutcome.DELIVERED:
      return delivered(tx, context, input, said, row);
    case EffectOutcome.NOT_DELIVERED:
      return notDelivered(tx, context, said, row);
    case EffectOutcome.BOUNCED:
      return bounced(tx, context, said, row);
    default:
      return said.outcome satisfies never;
  }
}

async function delivered(
  tx: Tx,
  context: InvoiceContext,
  input: StepInput,
  { by, commandId }: ResolveEffect,
  row: EffectRow,
): Promise<Resolved> {
  if (SETTLED.includes(row.state)) return { context, says: 'It already counted as delivered.' };
  const { key, kind, attempts } = row;
  const effect = { key, kind, attempts, channel: row.channel as Channel };
  const author = { by, commandId };
  const receipt = { state: EffectState.DELIVERED, providerId: `by ${by}` } as const;
  const arrived = await letterArrived(tx, context.deps, input, effect, receipt, author);
  return arrived === null
    ? { context, says: 'Noted.' }
    : { context: arrived, says: 'It counts as delivered.', author };
}

async function notDelivered(
  tx: Tx,
  context: InvoiceContext,
  { by, commandId, outcome }: ResolveEffect,
  { key, state }: EffectRow,
): Promise<Resolved> {
  if (SETTLED.includes(state)) {
    const says = 'It counts as delivered: say `bounced` when it came back.';
    return refuse(RefusalCode.NOT_ALLOWED, says);
  }
  if (state === EffectState.BOUNCED) {
    const says =
      'It came back, and its key is used: send it another way yourself and say `delivered`, or close and restart at that level.';
    return refuse(RefusalCode.NOT_ALLOWED, says);
  }
  const { asOf } = context;
  await delayEffect(tx, key, { nextAttemptAt: asOf, lastError: 'A person said that it was not delivered.' });
  const gathered = await again(tx, context);
  const now = situation(gathered, asOf);
  const occasion = { at: asOf, on: now.today, by, reason: outcome, commandId };
  const decision = letterNotDelivered(settleInvoice(now), occasion);
  return { context: { ...context, gathered, decision }, says: 'It is tried again.' };
}

/**
 * A letter came back. A notice before the transfer takes the claim off the list and voids approval, and goes
 * out on the next channel; after that, or for a level already followed by another, it is a task only.
 */
async function bounced(
  tx: Tx,
  context: InvoiceContext,
  { by, commandId }: ResolveEffect,
  row: EffectRow,
): Promise<Resolved> {
  const { gathered, decision, asOf } = context;
  if (!isStandingNotice(gathered.facts, gathered.policy, row)) {
    const kind = TaskKind.EFFECT_BOUNCED;
    const raised = raiseAttention(decision, kind, byEngine(situation(gathered, asOf), kind));
    const says = 'Noted: a task for a person, the path goes on.';
    return { context: { ...context, decision: raised }, says };
  }
  const next = channelAfter(row.channel, gathered.customer);
  if (next === null) {
    await finishEffect(tx, row.key, {
      state: EffectState.BOUNCED,
      providerId: row.providerId,
      deliveredOn: null,
      finishedAt: asOf,
      lastError: 'It came back.',
    });
  } else {
    await rerouteEffect(tx, row.key, { channel: next, nextAttemptAt: asOf, lastError: 'It came back.' });
  }
  const fresh = await again(tx, context);
  const { today } = situation(fresh, asOf);
  const off = noticeCameBack(start(fresh.facts), next, { at: asOf, on: today, by, commandId }, row.key);
  return {
    context: { ...context, gathered: fresh, decision: off },
    author: { by, commandId },
    says: next === null ? 'The claim waits for a person.' : `The notice goes out again by ${next}.`,
  };
}

function again(tx: Tx, { deps, gathered }: InvoiceContext) {
  return gatherInvoice(tx, deps.sources, gathered.row.creditor, gathered.row.number);
}
