import { instalmentContent } from '../../compose/effects/instalment-content.ts';
import { planMailKey } from '../../contracts/ids.ts';
import { claimEffect, type EffectRow, findEffect } from '../../db/effects/effects.ts';
import { rewriteEffect } from '../../db/effects/retry.ts';
import type { Tx } from '../../db/tx.ts';
import type { Agreement } from '../../domain/agreements/agreement.ts';
import { Channel, channelAgain } from '../../domain/effects/channels.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { planMailAhead, withMail } from '../../domain/invoice/plan-mail.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { type Gathered, gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import { type ClaimedDelivery, hashOf, newAttempt, planAndClaim } from '../effects/delivery.ts';
import type { InvoiceContext, InvoicePerformed } from './types.ts';

/** Plans and claims the mail before an instalment, frozen as of the last look; one that did not get out is tried again. */
export async function remindOfInstalment(tx: Tx, context: InvoiceContext): Promise<InvoicePerformed> {
  const { gathered, decision, asOf } = context;
  const mail = planMailAhead(situation({ ...gathered, facts: decision.facts }, asOf));
  if (mail === null || mail.at > asOf) return { context, deliveries: [] };
  const { creditor, id: invoiceId } = gathered.row;
  const { agreement, instalment } = mail;
  const key = planMailKey(creditor, agreement.id, instalment.nr);
  const before = await findEffect(tx, key);
  // It is meant well and asks for nothing: where all that is known came back, it is tried on paper once more.
  const channel = channelAgain({}, before?.channel, gathered.facts.customer.reached) ?? Channel.LETTER;
  const carrier = { ...gathered, facts: decision.facts };
  const others = await othersOf(tx, context, agreement);
  const content = instalmentContent(carrier, others, instalment, asOf);
  const effect = {
    ...{ key, invoiceId, kind: EffectKind.PLAN_MAIL, level: null, round: decision.facts.state.round },
    ...{ channel, amount: instalment.amount, content },
  };
  const claimed =
    before?.state === EffectState.PLANNED
      ? await claimAgain(tx, before, effect, asOf)
      : await planAndClaim(tx, effect, asOf);
  if (claimed === null || !('delivery' in claimed)) return { context, deliveries: [] };
  const { delivery } = claimed;
  const state = {
    key,
    nr: instalment.nr,
    state: EffectState.HANDING_OVER,
    nextAttemptAt: delivery.leaseUntil,
  };
  return { context: { ...context, decision: withMail(decision, agreement, state) }, deliveries: [delivery] };
}

/** The further invoices of the plan, as they stand now. */
async function othersOf(
  tx: Tx,
  { deps, gathered: { row } }: InvoiceContext,
  { invoices }: Agreement,
): Promise<readonly Gathered[]> {
  const others: Gathered[] = [];
  for (const { number } of invoices) {
    if (number !== row.number) others.push(await gatherInvoice(tx, deps.sources, row.creditor, number));
  }
  return others;
}

async function claimAgain(
  tx: Tx,
  { attempts }: EffectRow,
  {
    key,
    kind,
    channel,
    content,
    amount,
  }: Pick<ClaimedDelivery, 'key' | 'kind' | 'channel' | 'content'> & {
    readonly amount: number;
  },
  asOf: number,
): Promise<{ readonly delivery: ClaimedDelivery } | null> {
  const attempt = newAttempt(asOf);
  if (!(await claimEffect(tx, key, { ...attempt, at: asOf }))) return null;
  await rewriteEffect(tx, key, { content, requestHash: hashOf(content), amount });
  return { delivery: { key, kind, channel, content, attempts: attempts + 1, ...attempt } };
}
