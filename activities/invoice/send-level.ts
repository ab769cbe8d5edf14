import { levelContent } from '../../compose/effects/level-content.ts';
import { signalOffer } from '../../compose/effects/signal-offer.ts';
import { levelEffectKey } from '../../contracts/ids.ts';
import { lastLetterOf } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import { channelAgain } from '../../domain/effects/channels.ts';
import { mayHaveArrivedBefore } from '../../domain/effects/earlier-attempt.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { letterCharged } from '../../domain/invoice/charges/charge.ts';
import { letterKnown, letterUnderWay } from '../../domain/invoice/letters.ts';
import { settle } from '../../domain/invoice/settle.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { planAndClaim } from '../effects/delivery.ts';
import { fateUnknown } from './fate-unknown.ts';
import { noChannel } from './no-channel.ts';
import type { InvoiceContext, InvoicePerformed } from './types.ts';

/** Plans and claims the next level's letter, frozen as of the last look. */
export async function sendLevel(tx: Tx, context: InvoiceContext): Promise<InvoicePerformed> {
  const { deps, gathered, decision, asOf } = context;
  const { row, policy, customer, facts } = gathered;
  const { state } = decision.facts;
  const level = policy.levels[state.levelsDone];
  if (level === undefined) return { context, deliveries: [] };
  const before = await lastLetterOf(tx, { invoiceId: row.id, round: state.round, level: level.name });
  const key = before?.key ?? levelEffectKey(row.creditor, row.number, state.round, level.name);
  const channel = channelAgain(level, before?.channel, facts.customer.reached);
  if (
    before?.state === EffectState.CANCELLED &&
    before.channel !== channel &&
    mayHaveArrivedBefore(before.lastError)
  ) {
    return fateUnknown(tx, context, before);
  }
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
