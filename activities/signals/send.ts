import type { SendProgress, SignalContent } from '../../contracts/signals.ts';
import { SendOutcome } from '../../contracts/signals.ts';
import { contentOf, type EffectRow, findEffect } from '../../db/effects/effects.ts';
import { findPrepared, type PreparedSignal } from '../../db/signals/prepared-signals.ts';
import { duePrepared, findSend, finishSend, saveResult } from '../../db/signals/sends.ts';
import { lastSignalSettings } from '../../db/signals/settings.ts';
import type { Tx } from '../../db/tx.ts';
import { EffectState } from '../../domain/effects/effect.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import type { SignalSettings } from '../../domain/signals/settings.ts';
import { SignalState } from '../../domain/signals/signal.ts';
import type { MunicipalityGateway } from '../../gateways/municipalities/port.ts';
import { isReceived, type Trace } from '../../gateways/port.ts';
import { gatherIntakeSettings } from '../../gather/intake/intake-settings.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { decide } from '../actor/decide.ts';
import type { Deps } from '../deps.ts';
import { type Attempt, tryOnce } from '../effects/try-once.ts';
import { sendProgress } from './approve.ts';
import { backInLine, lastLook, type SignalDelivery } from './last-look.ts';
import { recordChanged, recordSignal, recordUncertain } from './record-signal.ts';

/** Sent at one call, so that a last look is never judged by a moment long past: a service may take its time. */
const PAGE = 200;
/** Hand-overs under way at once: few enough for a municipality's service. */
const AT_ONCE = 5;

interface Sending {
  readonly creditor: string;
  readonly sendId: string;
  readonly by: string;
  readonly settings: SignalSettings;
  readonly asOf: Instant;
  readonly today: Day;
}

/**
 * Sends the next of what was approved and is due, customer by customer: each is looked at again in the transaction
 * that plans its effect, handed over once, and its result written. Killed anywhere, it goes on under the same keys.
 */
export async function sendSignals(
  deps: Pick<Deps, 'db' | 'sources' | 'municipalities'>,
  { creditor, sendId }: { readonly creditor: string; readonly sendId: string },
  asOf: Instant,
  onProgress: (progress: SendProgress) => void,
): Promise<SendProgress> {
  const sending = await deps.db.read((tx) => begin(tx, deps, creditor, sendId, asOf));
  const before = await deps.db.read((tx) => sendProgress(tx, sendId));
  const due = await deps.db.read((tx) => duePrepared(tx, sendId, { asOf, afterId: 0, limit: PAGE }));
  for (let i = 0; i < due.length; i += AT_ONCE) {
    await allOf(due.slice(i, i + AT_ONCE).map((id) => sendOne(deps, sending, id)));
    onProgress(before);
  }
  if (due.length < PAGE) return deps.db.transaction((tx) => close(tx, sendId, asOf), { creditor });
  const progress = await deps.db.read((tx) => sendProgress(tx, sendId));
  return { ...progress, nextAttemptAt: null };
}

/** Lets every hand-over that has begun come to its end before one that failed ends the call. */
async function allOf(hands: readonly Promise<void>[]): Promise<void> {
  for (const hand of await Promise.allSettled(hands)) if (hand.status === 'rejected') throw hand.reason;
}

async function begin(
  tx: Tx,
  { sources }: Pick<Deps, 'sources'>,
  creditor: string,
  sendId: string,
  asOf: Instant,
): Promise<Sending> {
  const send = await findSend(tx, sendId);
  const published = await lastSignalSettings(tx, creditor);
  if (send === undefined) throw new NotInDatabase(`There is no send ${sendId}.`);
  if (published === undefined) throw new NotInDatabase(`Creditor ${creditor} sends no signals.`);
  const { calendar } = await gatherIntakeSettings(tx, sources, creditor);
  const settings = published.isTakenBack ? switchedOff(published.settings) : published.settings;
  return { creditor, sendId, by: send.by, settings, asOf, today: calendar.dayOf(asOf) };
}

/** Nothing new leaves, but what an attempt was cut off for can still be asked after. */
function switchedOff(settings: SignalSettings): SignalSettings {
  const { early, crisis } = settings;
  return { ...settings, early: { ...early, isOn: false }, crisis: { ...crisis, isOn: false } };
}

async function close(tx: Tx, sendId: string, asOf: Instant): Promise<SendProgress> {
  const progress = await sendProgress(tx, sendId);
  if (progress.done < progress.total) return progress;
  await finishSend(tx, sendId, asOf);
  return sendProgress(tx, sendId);
}

async function sendOne(
  deps: Pick<Deps, 'db' | 'sources' | 'municipalities'>,
  sending: Sending,
  preparedId: number,
): Promise<void> {
  const { creditor, today, asOf } = sending;
  const before = await deps.db.read(async (tx) => {
    const prepared = await findPrepared(tx, preparedId);
    const effect = prepared?.key ? await findEffect(tx, prepared.key) : undefined;
    return { prepared, effect, content: effect && (await contentOf(tx, effect.key)) };
  });
  const { prepared, effect, content } = before;
  if (prepared?.state !== SignalState.APPROVED) return;
  const trace = await traceOf(deps, sending.settings, prepared, effect, content);
  const claimed = await decide(deps, sending, (tx) => claim(tx, deps, sending, preparedId, trace));
  if (claimed === null) return;
  const attempt = await handOver(deps, sending.settings, claimed, asOf);
  await deps.db.transaction((tx) => recordSignal(tx, claimed, attempt, today, asOf), { creditor });
}

/** Only an attempt that was cut off leaves a trace worth asking for. */
async function traceOf(
  { municipalities }: Pick<Deps, 'municipalities'>,
  settings: SignalSettings,
  { gateway }: PreparedSignal,
  effect: EffectRow | undefined,
  content: unknown,
): Promise<Trace | null> {
  if (effect?.state !== EffectState.HANDING_OVER) return null;
  try {
    return await gatewayNamed(municipalities, settings, gateway).trace(effect.key, content as SignalContent);
  } catch {
    return 'unknown';
  }
}

/** Claims the signal for one hand-over; null when there is nothing to hand over now, which is then written. */
async function claim(
  tx: Tx,
  deps: Pick<Deps, 'sources' | 'municipalities'>,
  sending: Sending,
  preparedId: number,
  trace: Trace | null,
): Promise<SignalDelivery | null> {
  const { asOf, settings, today } = sending;
  const prepared = await findPrepared(tx, preparedId);
  if (prepared?.state !== SignalState.APPROVED) return null;
  const effect = prepared.key === null ? undefined : await findEffect(tx, prepared.key);
  const inHand = { prepared, key: effect?.key ?? '', attempts: effect?.attempts ?? 0 };
  if (effect?.state === EffectState.HANDING_OVER) {
    if (trace !== null && isReceived(trace)) {
      const receipt = { state: trace, providerId: effect.key };
      await recordSignal(tx, inHand, { kind: 'delivered', receipt }, today, asOf);
      return null;
    }
    // Without a trace it was claimed by another since this one looked.
    if (trace === null || effect.nextAttemptAt > asOf) return waitForLease(tx, prepared, effect, asOf);
    const gateway = gatewayOrWhyNot(deps, settings, prepared.gateway);
    if ('attempt' in gateway) {
      await recordSignal(tx, inHand, gateway.attempt, today, asOf);
      return null;
    }
    if (trace === 'unknown' && !gateway.dedupes) {
      await recordUncertain(tx, inHand, CUT_OFF, asOf);
      return null;
    }
    await backInLine(tx, effect.key, asOf);
  } else if (effect !== undefined && effect.state !== EffectState.PLANNED) return null;
  const looked = await lastLook(tx, deps, prepared, sending, effect, asOf);
  if ('delivery' in looked) return looked.delivery;
  if (trace === 'unknown') {
    const since = `It may have arrived before it changed (${looked.changed.join(', ')}).`;
    await recordUncertain(tx, inHand, since, asOf);
  } else await recordChanged(tx, prepared, looked.changed, asOf);
  return null;
}

const CUT_OFF = 'The attempt was cut off and the gateway cannot tell.';

/** The gateway that a cut-off attempt can be repeated by, or what comes of the attempt without it. */
function gatewayOrWhyNot(
  { municipalities }: Pick<Deps, 'municipalities'>,
  settings: SignalSettings,
  name: string,
): MunicipalityGateway | { readonly attempt: Attempt } {
  try {
    return gatewayNamed(municipalities, settings, name);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return error instanceof NotInDatabase
      ? { attempt: { kind: 'uncertain', error: `${CUT_OFF} ${why}` } }
      : { attempt: { kind: 'delayed', error: why, retryAfterMs: 0, mayHaveArrived: true } };
  }
}

/** Another attempt may still be running, or its answer be outstanding: it is looked at once its time has come. */
async function waitForLease(
  tx: Tx,
  { id: preparedId, sendId }: PreparedSignal,
  { nextAttemptAt }: EffectRow,
  at: Instant,
): Promise<null> {
  if (sendId === null) return null;
  const says = ['An attempt was cut off.'];
  await saveResult(tx, { sendId, preparedId, outcome: SendOutcome.DELAYED, says, nextAttemptAt, at });
  return null;
}

async function handOver(
  { municipalities }: Pick<Deps, 'municipalities'>,
  settings: SignalSettings,
  { key, gateway, content }: SignalDelivery,
  asOf: Instant,
): Promise<Attempt> {
  let to: MunicipalityGateway;
  try {
    to = gatewayNamed(municipalities, settings, gateway);
  } catch (error) {
    // Nothing has left: a missing secret or folder is mended by an operator.
    return {
      kind: 'delayed',
      error: error instanceof Error ? error.message : String(error),
      retryAfterMs: 0,
      mayHaveArrived: false,
    };
  }
  return tryOnce(to, { key, content }, asOf);
}

function gatewayNamed(
  municipalities: Deps['municipalities'],
  settings: SignalSettings,
  name: string,
): MunicipalityGateway {
  const gateway = settings.gateways.find((one) => one.name === name);
  if (gateway === undefined) throw new NotInDatabase(`The settings have no gateway ${name}.`);
  return municipalities(gateway);
}
