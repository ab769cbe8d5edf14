import { setTimeout as sleep } from 'node:timers/promises';
import type { EffectContent } from '../../contracts/effects.ts';
import {
  type Delivery,
  type Gateway,
  GatewayFailure,
  isReceived,
  type Receipt,
  type Trace,
} from '../../gateways/port.ts';

/** What came of one attempt. */
export type Attempt =
  | { readonly kind: 'delivered'; readonly receipt: Receipt }
  | {
      readonly kind: 'delayed';
      readonly error: string;
      readonly retryAfterMs: number;
      /** The other side may have it all the same, and could not be asked. */
      readonly mayHaveArrived: boolean;
      /** The other side works, and only this one cannot be taken now. */
      readonly isAboutOne?: boolean;
      /** It was not begun: its gateway was known to be away, or busy. */
      readonly isUntried?: true;
    }
  | { readonly kind: 'uncertain'; readonly error: string }
  | { readonly kind: 'failed'; readonly error: string; readonly cause: GatewayFailure };

/** Hands over once and says what came of it; throws nothing. */
export async function tryOnce<Content extends EffectContent>(
  gateway: Gateway<Content>,
  delivery: { readonly key: string; readonly content: Content },
  asOf: number,
  readDocument?: NonNullable<Delivery['readDocument']>,
): Promise<Attempt> {
  try {
    const { key, content } = delivery;
    const documents = readDocument === undefined ? {} : { readDocument };
    const receipt = await inTime(gateway, gateway.deliver({ key, content, asOf, ...documents }));
    return { kind: 'delivered', receipt };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof GatewayFailure)) {
      // An unknown fault may have struck after the other side took it.
      return gateway.dedupes
        ? { kind: 'delayed', error: message, retryAfterMs: 0, mayHaveArrived: true }
        : { kind: 'uncertain', error: message };
    }
    const arrived = error.mayHaveArrived ? await arrivalOf(gateway, delivery) : null;
    if (arrived !== null) return { kind: 'delivered', receipt: arrived };
    if (error.mayHaveArrived && !gateway.dedupes) return { kind: 'uncertain', error: message };
    if (!error.isTemporary) return { kind: 'failed', error: message, cause: error };
    const { retryAfterMs, mayHaveArrived, isAboutOne } = error;
    return { kind: 'delayed', error: message, retryAfterMs, mayHaveArrived, isAboutOne };
  }
}

/** An answer that was lost is not waited for twice as long. */
const TRACE_MS = 2_000;
/** An attempt holds its effect for 30 seconds: it must be over before. */
export const LONGEST_MS = 26_000;

/** What a gateway does not answer in its time may have arrived all the same. */
async function inTime<Content extends EffectContent>(
  { limitMs = LONGEST_MS }: Gateway<Content>,
  receipt: Promise<Receipt>,
): Promise<Receipt> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new GatewayFailure(`No answer within ${limitMs} ms.`, { isTemporary: true, mayHaveArrived: true }),
        ),
      limitMs,
    );
  });
  try {
    return await Promise.race([receipt, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What may have arrived is asked for before it counts as not sent. */
async function arrivalOf<Content extends EffectContent>(
  gateway: Gateway<Content>,
  { key, content }: { readonly key: string; readonly content: Content },
): Promise<Receipt | null> {
  const trace = await traceOf(gateway, key, content);
  return isReceived(trace) ? { state: trace, providerId: key } : null;
}

/** What a gateway knows of a key; it says so in its time, or nobody knows. */
export async function traceOf<Content extends EffectContent>(
  gateway: Gateway<Content>,
  key: string,
  content: Content | null,
): Promise<Trace> {
  try {
    const late = sleep(TRACE_MS, 'unknown' as const, { ref: false });
    return await Promise.race([gateway.trace(key, content), late]);
  } catch {
    return 'unknown';
  }
}
