import type { EffectContent } from '../../contracts/effects.ts';
import type { InvoicePlan, StepInput } from '../../contracts/invoice.ts';
import { type Gateway, GatewayFailure, isReceived, type Receipt } from '../../gateways/port.ts';
import type { Deps } from '../deps.ts';
import type { ClaimedParcel } from './parcel.ts';
import { recordDelayed, recordDelivered, recordFailed, recordUncertain } from './record-result.ts';

/** What came of one attempt. */
export type Attempt =
  | { readonly kind: 'delivered'; readonly receipt: Receipt }
  | { readonly kind: 'delayed'; readonly error: string; readonly retryAfterMs: number }
  | { readonly kind: 'uncertain'; readonly error: string }
  | { readonly kind: 'failed'; readonly error: string; readonly cause: GatewayFailure };

/** Hands a claimed effect over, once, and writes what came of it. Null for messages that change no plan. */
export async function handOverParcel(
  deps: Deps,
  parcel: ClaimedParcel,
  input: StepInput,
): Promise<InvoicePlan | null> {
  const attempt = await tryOnce(deps.gateways[parcel.channel], parcel, input.asOf);
  return deps.db.transaction((tx) => {
    const context = { tx, deps, input, parcel };
    switch (attempt.kind) {
      case 'delivered':
        return recordDelivered(context, attempt.receipt);
      case 'delayed':
        return recordDelayed(context, attempt.error, attempt.retryAfterMs);
      case 'failed':
        return recordFailed(context, attempt.error);
      case 'uncertain':
        return recordUncertain(context, attempt.error);
      default:
        return attempt satisfies never;
    }
  });
}

/** Hands over once and says what came of it; throws nothing. */
export async function tryOnce<Content extends EffectContent>(
  gateway: Gateway<Content>,
  parcel: { readonly key: string; readonly content: Content },
  asOf: number,
): Promise<Attempt> {
  try {
    const receipt = await gateway.deliver({ key: parcel.key, content: parcel.content, asOf });
    return { kind: 'delivered', receipt };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof GatewayFailure)) {
      // An unknown fault may have struck after the other side took it.
      return gateway.dedupes
        ? { kind: 'delayed', error: message, retryAfterMs: 0 }
        : { kind: 'uncertain', error: message };
    }
    const arrived = error.mayHaveArrived ? await arrivalOf(gateway, parcel) : null;
    if (arrived !== null) return { kind: 'delivered', receipt: arrived };
    if (error.mayHaveArrived && !gateway.dedupes) return { kind: 'uncertain', error: message };
    if (!error.isTemporary) return { kind: 'failed', error: message, cause: error };
    return { kind: 'delayed', error: message, retryAfterMs: error.retryAfterMs };
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
