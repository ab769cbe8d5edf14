import { levelContent } from '../../compose/effects/level-content.ts';
import { signalOffer } from '../../compose/effects/signal-offer.ts';
import { levelEffectKey } from '../../contracts/ids.ts';
import { findCustomer } from '../../db/customer/customers.ts';
import { type EffectRow, findEffect } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import { firstChannel } from '../../domain/effects/channels.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { levelDelivered } from '../../domain/invoice/apply-step.ts';
import type { Decision } from '../../domain/invoice/decision.ts';
import type { PendingEffect } from '../../domain/invoice/facts.ts';
import type { Level } from '../../domain/invoice/policy.ts';
import { settle } from '../../domain/invoice/settle.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { type ClaimedDelivery, planAndClaim } from '../effects/delivery.ts';
import { type Outcome, type StepContext, sent } from './outcome.ts';
import { writeDecision } from './write-decision.ts';

/** Plans and claims the next level's letter, frozen as of the last look. */
export async function sendLevel(tx: Tx, context: StepContext): Promise<Outcome> {
  const { deps, gathered, decision, asOf } = context;
  const { row, policy, calendar } = gathered;
  const { state } = decision.facts;
  const level = policy.levels[state.levelsDone];
  if (level === undefined) return sent(context, await writeDecision(tx, gathered, decision, asOf), []);
  const customer = await findCustomer(tx, row.customerId);
  if (customer === undefined) throw new NotInDatabase(`The customer of invoice ${row.number} is missing.`);
  const key = levelEffectKey(row.creditor, row.number, state.round, level.name);
  // A letter that was cancelled on its way goes on by the channel it had: the first one may have failed.
  const before = await findEffect(tx, key);
  const channel = (before?.channel as Channel | undefined) ?? firstChannel(customer);
  const offer = await signalOffer(tx, deps.sources, gathered, customer, level, asOf);
  const now = { ...gathered, facts: decision.facts };
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
    const recovered = fromExisting(decision, context, level, claimed.existing);
    return sent(
      context,
      await writeDecision(tx, gathered, settle(recovered, situation({ policy, calendar }, asOf)), asOf),
      [],
    );
  }
  const underWay = withPending(decision, pendingFrom(claimed.delivery, level));
  return sent(context, await writeDecision(tx, gathered, underWay, asOf), [claimed.delivery]);
}

/** The key was used before: a letter that went out is not sent again, it counts. */
function fromExisting(decision: Decision, context: StepContext, level: Level, row: EffectRow): Decision {
  const { policy, calendar } = context.gathered;
  const wentOut = row.state === EffectState.DELIVERED || row.state === EffectState.HANDED_OVER;
  if (wentOut) {
    const on = row.deliveredOn ?? calendar.dayOf(context.asOf);
    return levelDelivered(decision, situation({ policy, calendar }, context.asOf), level, on);
  }
  return withPending(decision, {
    key: row.key,
    level: level.name,
    state: row.state as EffectState,
    nextAttemptAt: row.nextAttemptAt,
  });
}

function withPending(decision: Decision, pendingEffect: PendingEffect): Decision {
  return { ...decision, facts: { ...decision.facts, pendingEffect } };
}

function pendingFrom(delivery: ClaimedDelivery, level: Level): PendingEffect {
  return {
    key: delivery.key,
    level: level.name,
    state: EffectState.HANDING_OVER,
    nextAttemptAt: delivery.leaseUntil,
  };
}
