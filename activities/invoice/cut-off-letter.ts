import type { EffectContent } from '../../contracts/effects.ts';
import type { StepInput } from '../../contracts/invoice.ts';
import {
  contentOf,
  delayEffect,
  type EffectRow,
  effectsOf,
  findEffect,
  pendingEffectOf,
} from '../../db/effects/effects.ts';
import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import { keptError } from '../../domain/effects/earlier-attempt.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import { gatewayOf } from '../../gateways/gateways.ts';
import { isReceived } from '../../gateways/port.ts';
import { BY_ENGINE } from '../actor/write.ts';
import type { Deps } from '../deps.ts';
import { traceOf } from '../effects/try-once.ts';
import { letterArrived, letterUncertain } from './letter-results.ts';
import type { CutOffLetter, InvoiceContext } from './types.ts';

/** The letter whose attempt was cut off, where its gateway is asked first whether it arrived; null for all others. */
export async function cutOffLetterOf(
  deps: Deps,
  input: StepInput,
  find: (tx: Tx, input: StepInput) => Promise<EffectRow | undefined>,
): Promise<CutOffLetter | null> {
  const row = await deps.db.read((tx) => find(tx, input));
  // Only a cut-off attempt leaves a trace worth asking for.
  if (row?.state !== EffectState.HANDING_OVER) return null;
  const gateway = await gatewayOf(deps.gateways, row.channel as Channel, input.creditor);
  const content = (await deps.db.read((tx) => contentOf(tx, row.key))) as EffectContent | undefined;
  const trace = await traceOf(gateway, row.key, content ?? null);
  return { row, trace, dedupes: gateway.dedupes };
}

/** The letter that its path waits for. */
export async function pendingLetterOf(
  tx: Tx,
  { creditor, number }: StepInput,
): Promise<EffectRow | undefined> {
  const invoice = await findInvoiceByNumber(tx, creditor, number);
  const pending = invoice === undefined ? null : await pendingEffectOf(tx, invoice.id);
  return pending === null ? undefined : findEffect(tx, pending.key);
}

/** The mail before an instalment whose attempt was cut off. */
export async function cutOffMailOf(tx: Tx, { creditor, number }: StepInput): Promise<EffectRow | undefined> {
  const invoice = await findInvoiceByNumber(tx, creditor, number);
  const effects = invoice === undefined ? [] : await effectsOf(tx, invoice.id);
  return effects.find(
    ({ kind, state }) => kind === EffectKind.PLAN_MAIL && state === EffectState.HANDING_OVER,
  );
}

/** Writes what the gateway said of a cut-off letter; a decision when it is settled by that. */
export async function noteTrace(
  tx: Tx,
  deps: Deps,
  input: StepInput,
  { row, trace, dedupes }: CutOffLetter,
): Promise<InvoiceContext | null> {
  const { key, kind, attempts } = row;
  const channel = row.channel as Channel;
  const effect = { key, kind, channel, attempts };
  if (isReceived(trace)) {
    // It arrived when it was written, which may be days ago.
    const content = (await contentOf(tx, key)) as EffectContent | undefined;
    const writtenOn = content?.kind === EffectKind.LEVEL ? content.on : undefined;
    const receipt = { state: trace, providerId: key };
    const days = writtenOn === undefined ? {} : { writtenOn };
    return letterArrived(tx, deps, input, effect, receipt, BY_ENGINE, days);
  }
  const leaseRuns = row.nextAttemptAt > input.asOf;
  if (leaseRuns) return null;
  if (trace === 'unknown' && !dedupes) {
    const error = 'The attempt was cut off and the gateway cannot tell.';
    return letterUncertain(tx, deps, input, effect, error);
  }
  const lastError = keptError('The attempt was cut off.', trace === 'unknown');
  await delayEffect(tx, key, { nextAttemptAt: input.asOf, lastError });
  return null;
}
