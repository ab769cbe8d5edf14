import { levelContent } from '../../compose/effects/level-content.ts';
import { signalOffer } from '../../compose/effects/signal-offer.ts';
import type { EffectContent } from '../../contracts/effects.ts';
import type { InvoicePlan, StepInput } from '../../contracts/invoice.ts';
import { findCustomer } from '../../db/customer/customers.ts';
import {
  claimEffect,
  contentOf,
  delayEffect,
  type EffectRow,
  findEffect,
  pendingEffectOf,
} from '../../db/effects/effects.ts';
import { rewriteEffect } from '../../db/effects/retry.ts';
import type { Tx } from '../../db/tx.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { nextStep } from '../../domain/invoice/next-step.ts';
import { Step } from '../../domain/invoice/plan.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { isReceived, type Trace } from '../../gateways/port.ts';
import { type Gathered, gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { decide } from '../actor/decide.ts';
import type { Deps } from '../deps.ts';
import { type ClaimedDelivery, hashOf, newAttempt } from '../effects/delivery.ts';
import { handOverDelivery } from './hand-over.ts';
import { writeWithCase } from './open-case.ts';
import { type ResultContext, recordDelivered, recordUncertain } from './record-result.ts';
import { BY_ENGINE } from './write-decision.ts';

/**
 * Another attempt at an effect that did not reach its gateway.
 *
 * Where an attempt was cut off, the gateway is asked first whether it arrived. Then a transaction repeats the
 * last look and claims the effect, or cancels it.
 */
export async function resumeHandOver(deps: Deps, input: StepInput): Promise<InvoicePlan> {
  const row = await pendingRow(deps, input);
  const trace = row === null ? null : await traceOf(deps, row);
  const claimed = await decide(deps, input, (tx) => claimOrSettle(tx, deps, input, row, trace));
  if ('plan' in claimed) return claimed.plan;
  const after = await handOverDelivery(deps, claimed.delivery, input);
  return after ?? claimed.fallback;
}

async function pendingRow(deps: Deps, input: StepInput): Promise<EffectRow | null> {
  return deps.db.read(async (tx) => {
    const { row } = await gatherInvoice(tx, deps.sources, input.creditor, input.number);
    const pending = await pendingEffectOf(tx, row.id);
    return pending === null ? null : ((await findEffect(tx, pending.key)) ?? null);
  });
}

/** Only a cut-off attempt leaves a trace worth asking for. */
async function traceOf(deps: Deps, row: EffectRow): Promise<Trace | null> {
  if (row.state !== EffectState.HANDING_OVER) return null;
  const content = (await deps.db.read((tx) => contentOf(tx, row.key))) as EffectContent | undefined;
  try {
    return await deps.gateways[row.channel as Channel].trace(row.key, content ?? null);
  } catch {
    return 'unknown';
  }
}

type Claimed =
  | { readonly plan: InvoicePlan }
  | { readonly delivery: ClaimedDelivery; readonly fallback: InvoicePlan };

async function claimOrSettle(
  tx: Tx,
  deps: Deps,
  input: StepInput,
  row: EffectRow | null,
  trace: Trace | null,
): Promise<Claimed> {
  const { asOf } = input;
  if (row !== null && trace !== null) {
    const leaseRuns = row.nextAttemptAt > asOf;
    const context = resultContext(tx, deps, input, row);
    if (isReceived(trace)) {
      // It arrived when it was written, which may be days ago.
      const content = (await contentOf(tx, row.key)) as EffectContent | undefined;
      const writtenOn = content?.kind === EffectKind.LEVEL ? content.on : undefined;
      const receipt = { state: trace, providerId: row.key };
      const plan = await recordDelivered(context, receipt, BY_ENGINE, writtenOn);
      if (plan !== null) return { plan };
    } else if (!leaseRuns) {
      const dedupes = deps.gateways[row.channel as Channel].dedupes;
      if (trace === 'unknown' && !dedupes) {
        const plan = await recordUncertain(context, 'The attempt was cut off and the gateway cannot tell.');
        if (plan !== null) return { plan };
      }
      await delayEffect(tx, row.key, { nextAttemptAt: asOf, lastError: 'The attempt was cut off.' });
    }
  }
  const gathered = await gatherInvoice(tx, deps.sources, input.creditor, input.number);
  const decision = settleInvoice(situation(gathered, asOf));
  const next = nextStep(situation({ ...gathered, facts: decision.facts }, asOf));
  const fallback = await writeWithCase(tx, { deps, gathered, decision, asOf });
  const pending = decision.facts.pendingEffect;
  const isDue = next.step === Step.HAND_OVER && next.at !== null && next.at <= asOf;
  if (!isDue || pending === null || pending.state !== EffectState.PLANNED) return { plan: fallback };
  const delivery = await claimAgain(tx, deps, gathered, pending.key, asOf);
  return delivery === null ? { plan: fallback } : { delivery, fallback };
}

function resultContext(tx: Tx, deps: Deps, input: StepInput, row: EffectRow): ResultContext {
  const { key, attempts } = row;
  const delivery = {
    key,
    attempts,
    kind: row.kind as EffectKind,
    channel: row.channel as Channel,
  };
  return { tx, deps, input, delivery };
}

/** Claims the effect with a letter rendered anew: what is open may have changed since the first attempt. */
async function claimAgain(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  gathered: Gathered,
  key: string,
  asOf: number,
): Promise<ClaimedDelivery | null> {
  const row = await findEffect(tx, key);
  if (row === undefined) return null;
  const channel = row.channel as Channel;
  const content = await freshContent(tx, deps, gathered, row, channel, asOf);
  const attempt = newAttempt(asOf);
  const amount = content.kind === EffectKind.LEVEL ? content.open.total : row.amount;
  if (!(await claimEffect(tx, key, { ...attempt, at: asOf }))) return null;
  await rewriteEffect(tx, key, { content, requestHash: hashOf(content), amount });
  return { key, kind: row.kind as EffectKind, channel, content, attempts: row.attempts + 1, ...attempt };
}

async function freshContent(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  gathered: Gathered,
  row: EffectRow,
  channel: Channel,
  asOf: number,
): Promise<EffectContent> {
  const level = gathered.policy.levels.find((candidate) => candidate.name === row.level);
  const customer = await findCustomer(tx, gathered.row.customerId);
  if (level !== undefined && customer !== undefined) {
    const offer = await signalOffer(tx, deps.sources, gathered, customer, level, asOf);
    return levelContent(gathered, customer, level, channel, asOf, offer);
  }
  const content = (await contentOf(tx, row.key)) as EffectContent | undefined;
  if (content === undefined) throw new NotInDatabase(`The content of ${row.key} was erased.`);
  return content;
}
