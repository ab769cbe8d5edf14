import { levelContent } from '../../compose/effects/level-content.ts';
import { signalOffer } from '../../compose/effects/signal-offer.ts';
import { levelEffectKey } from '../../contracts/ids.ts';
import { finishEffect, lastLetterOf, planForLater } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import { Channel, firstChannel } from '../../domain/effects/channels.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { raiseAttention } from '../../domain/invoice/attention.ts';
import { letterCharged } from '../../domain/invoice/charges/charge.ts';
import { letterKnown, letterUnderWay } from '../../domain/invoice/letters.ts';
import type { Level } from '../../domain/invoice/policy.ts';
import { settle } from '../../domain/invoice/settle.ts';
import { byEngine } from '../../domain/kernel/machine.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { TaskKind } from '../../domain/tasks/task.ts';
import { planAndClaim } from '../effects/delivery.ts';
import type { InvoiceContext, InvoicePerformed } from './types.ts';

/** Plans and claims the next level's letter, frozen as of the last look. */
export async function sendLevel(tx: Tx, context: InvoiceContext): Promise<InvoicePerformed> {
  const { deps, gathered, decision, asOf } = context;
  const { row, policy, customer, facts } = gathered;
  const { state } = decision.facts;
  const level = policy.levels[state.levelsDone];
  if (level === undefined) return { context, deliveries: [] };
  // A letter that was cancelled on its way goes on by the channel it had: the first one may have failed.
  const before = await lastLetterOf(tx, { invoiceId: row.id, round: state.round, level: level.name });
  const key = before?.key ?? levelEffectKey(row.creditor, row.number, state.round, level.name);
  const first = firstChannel(level, facts.customer.reached);
  const channel = (before?.channel as Channel | undefined) ?? first;
  if (channel === null) return noChannel(tx, context, level, key);
  const offer = await signalOffer(tx, deps.sources, gathered, customer, level, asOf);
  // Charged first: the letter is written from the ledger that contains what it adds.
  const charged = letterCharged(decision, situation(gathered, asOf), level);
  const now = { ...gathered, facts: charged.facts };
  const content = levelContent(now, customer, level, channel, asOf, offer);
  const claimed = await planAndClaim(
    tx,
    {
      key,
      invoiceId: row.id,
      kind: EffectKind.LEVEL,
      level: level.name,
      round: state.round,
      channel,
      amount: content.open.total,
      content,
    },
    asOf,
  );
  if ('existing' in claimed) {
    const moment = situation(gathered, asOf);
    const known = settle(letterKnown(decision, moment, level, claimed.existing), moment);
    return { context: { ...context, decision: known }, deliveries: [] };
  }
  const { delivery } = claimed;
  const pending = {
    key,
    level: level.name,
    state: EffectState.HANDING_OVER,
    nextAttemptAt: delivery.leaseUntil,
  };
  return { context: { ...context, decision: letterUnderWay(charged, pending) }, deliveries: [delivery] };
}

/** All that is known of the customer came back: nothing goes there again, and a person is asked for another address. */
async function noChannel(
  tx: Tx,
  context: InvoiceContext,
  level: Level,
  key: string,
): Promise<InvoicePerformed> {
  const { gathered, decision, asOf } = context;
  const { state } = decision.facts;
  const lastError = 'Every address of the customer came back.';
  await planForLater(tx, {
    ...{ key, invoiceId: gathered.row.id, kind: EffectKind.LEVEL, level: level.name, round: state.round },
    ...{ channel: level.channels?.at(-1) ?? Channel.LETTER, requestHash: '', amount: 0, content: null },
    plannedAt: asOf,
  });
  await finishEffect(tx, key, { state: EffectState.FAILED, finishedAt: asOf, lastError });
  const failed = { key, level: level.name, state: EffectState.FAILED, nextAttemptAt: asOf };
  const task = TaskKind.EFFECT_FAILED;
  const occasion = byEngine(situation(gathered, asOf), task);
  const raised = raiseAttention(letterUnderWay(decision, failed), task, occasion, { note: lastError });
  return { context: { ...context, decision: raised }, deliveries: [] };
}
