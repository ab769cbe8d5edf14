import type { StepInput } from '../../contracts/invoice.ts';
import { delayEffect, type EffectRow, finishEffect } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import { EffectState } from '../../domain/effects/effect.ts';
import { EffectOutcome, type Resolution } from '../../domain/effects/effect-outcome.ts';
import { arrivedOn, letterNotDelivered } from '../../domain/invoice/letters.ts';
import { settle, settleInvoice } from '../../domain/invoice/settle.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { RefusalCode, type Refused, refuse } from '../../domain/kernel/refusal.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import type { Accepted } from '../actor/subject.ts';
import { complained, letterReturned, otherChannel } from './letter-came-back.ts';
import { letterArrived } from './letter-results.ts';
import type { InvoiceContext, InvoiceTypes } from './types.ts';

type Resolved = Accepted<InvoiceTypes> | Refused;

const SETTLED: readonly string[] = [EffectState.DELIVERED, EffectState.HANDED_OVER];

/** Writes what became of a letter, whoever says so: a person, or the channel that it left by. */
export async function resolveEffect(
  tx: Tx,
  context: InvoiceContext,
  input: StepInput,
  said: Resolution,
  row: EffectRow,
): Promise<Resolved> {
  const { today } = situation(context.gathered, context.asOf);
  if (said.on != null && said.on > today) {
    return refuse(RefusalCode.NOT_ALLOWED, `${formatDay(said.on)} lies ahead: say it when it has happened.`);
  }
  switch (said.outcome) {
    case EffectOutcome.DELIVERED:
      return delivered(tx, context, input, said, row);
    case EffectOutcome.NOT_DELIVERED:
      return notDelivered(tx, context, said, row);
    case EffectOutcome.BOUNCED:
    case EffectOutcome.SOFT_BOUNCED:
    case EffectOutcome.RETURNED:
      return letterReturned(tx, context, said, row);
    case EffectOutcome.COMPLAINT:
      return complained(tx, context, said, row);
    default:
      return said.outcome satisfies never;
  }
}

async function delivered(
  tx: Tx,
  context: InvoiceContext,
  input: StepInput,
  said: Resolution,
  row: EffectRow,
): Promise<Resolved> {
  const other = otherChannel(said, row);
  if (other !== null) return { context, says: other };
  if (SETTLED.includes(row.state)) return confirmed(tx, context, said, row);
  const { by, commandId, on } = said;
  const { key, kind, attempts } = row;
  const effect = { key, kind, attempts, channel: row.channel as Channel };
  const author = { by, commandId };
  const receipt = { state: EffectState.DELIVERED, providerId: `by ${by}` } as const;
  const days = on == null ? {} : { arrivedOn: on };
  const arrived = await letterArrived(tx, context.deps, input, effect, receipt, author, days);
  return arrived === null
    ? { context, says: 'Noted.' }
    : { context: arrived, says: 'It counts as delivered.', author };
}

/** It counted before; the day on which it really arrived may be another. */
async function confirmed(
  tx: Tx,
  context: InvoiceContext,
  { by, commandId, on }: Resolution,
  row: EffectRow,
): Promise<Resolved> {
  const { gathered, decision, asOf } = context;
  const isNew = on != null && on !== row.deliveredOn;
  if (row.state === EffectState.DELIVERED && !isNew) {
    return { context, says: 'It already counted as delivered.' };
  }
  await finishEffect(tx, row.key, {
    state: EffectState.DELIVERED,
    ...(isNew ? { deliveredOn: on } : {}),
    finishedAt: asOf,
  });
  const level = gathered.policy.levels.find(({ name }) => name === row.level);
  const moment = situation(gathered, asOf);
  const counts = isNew && level !== undefined && row.round === decision.facts.state.round;
  const after = counts ? settle(arrivedOn(decision, moment, level, on), moment) : decision;
  const says = isNew ? `It arrived on ${formatDay(on)}.` : 'It counts as delivered.';
  return { context: { ...context, decision: after }, says, author: { by, commandId } };
}

async function notDelivered(
  tx: Tx,
  context: InvoiceContext,
  { by, commandId, outcome }: Resolution,
  { key, state }: EffectRow,
): Promise<Resolved> {
  if (SETTLED.includes(state)) {
    const says = 'It counts as delivered: say `bounced` when it came back.';
    return refuse(RefusalCode.NOT_ALLOWED, says);
  }
  if (state === EffectState.BOUNCED) {
    const says =
      'It came back, and its key is used: send `resend` once there is another address, or send it another way yourself and say `delivered`.';
    return refuse(RefusalCode.NOT_ALLOWED, says);
  }
  const { asOf, deps, gathered: before } = context;
  await delayEffect(tx, key, { nextAttemptAt: asOf, lastError: 'A person said that it was not delivered.' });
  const gathered = await gatherInvoice(tx, deps.sources, before.row.creditor, before.row.number);
  const now = situation(gathered, asOf);
  const occasion = { at: asOf, on: now.today, by, reason: outcome, commandId };
  const decision = letterNotDelivered(settleInvoice(now), occasion);
  return { context: { ...context, gathered, decision }, says: 'It is tried again.' };
}
