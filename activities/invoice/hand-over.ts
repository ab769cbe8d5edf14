import type { InvoicePlan, StepInput } from '../../contracts/invoice.ts';
import { type Gateway, GatewayFailure, isReceived, type Receipt } from '../../gateways/port.ts';
import type { Deps } from '../deps.ts';
import type { ClaimedParcel } from './parcel.ts';
import { recordDelayed, recordDelivered, recordFailed, recordUncertain } from './record-result.ts';

/** What came of one attempt. */
type Attempt =
  | { readonly kind: 'delivered'; readonly receipt: Receipt }
  | { readonly kind: 'delayed'; readonly error: string; readonly retryAfterMs: number }
  | { readonly kind: 'failed' | 'uncertain'; readonly error: string };

/** Hands a claimed effect over, once, and writes what came of it. Null for messages that change no plan. */
export async function handOverParcel(
  deps: Deps,
  parcel: ClaimedParcel,
  input: StepInput,
): Promise<InvoicePlan | null> {
  const attempt = await tryOnce(deps, parcel, input.asOf);
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

async function tryOnce(deps: Deps, parcel: ClaimedParcel, asOf: number): Promise<Attempt> {
  const gateway = deps.gateways[parcel.channel];
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
    if (!error.isTemporary) return { kind: 'failed', error: message };
    return { kind: 'delayed', error: message, retryAfterMs: error.retryAfterMs };
  }
}

/** What may have arrived is asked for before it counts as not sent. */
async function arrivalOf(gateway: Gateway, { key, content }: ClaimedParcel): Promise<Receipt | null> {
  try {
    const trace = await gateway.trace(key, content);
    return isReceived(trace) ? { state: trace, providerId: key } : null;
  } catch {
    return null;
  }
}
