import type { EffectContent } from '../../contracts/effects.ts';
import {
  type Delivery,
  type Gateway,
  GatewayFailure,
  isReceived,
  type Receipt,
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
    const receipt = await gateway.deliver({
      key,
      content,
      asOf,
      ...(readDocument === undefined ? {} : { readDocument }),
    });
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
    const { retryAfterMs, mayHaveArrived } = error;
    return { kind: 'delayed', error: message, retryAfterMs, mayHaveArrived };
  }
}

/** What may have arrived is asked for before it counts as not sent. */
async function arrivalOf<Content extends EffectContent>(
  gateway: Gateway<Content>,
  { key, content }: { readonly key: string; readonly content: Content },
): Promise<Receipt | null> {
  try {
    const trace = await gateway.trace(key, content);
    return isReceived(trace) ? { state: trace, providerId: key } : null;
  } catch {
    return null;
  }
}
