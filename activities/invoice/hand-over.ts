import type { InvoicePlan, StepInput } from '../../contracts/invoice.ts';
import { type Gateway, GatewayFailure, type Receipt } from '../../gateways/port.ts';
import type { Deps } from '../deps.ts';
import type { ClaimedParcel } from './parcel.ts';
import { recordDelayed, recordDelivered, recordFailed, recordUncertain } from './record-result.ts';

/** What came of one attempt. */
type Attempt =
  | { readonly kind: 'delivered'; readonly receipt: Receipt }
  | { readonly kind: 'delayed' | 'failed' | 'uncertain'; readonly error: string };

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
        return recordDelayed(context, attempt.error);
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
      return { kind: gateway.dedupes ? 'delayed' : 'uncertain', error: message };
    }
    if (error.mayHaveArrived && (await hasArrived(gateway, parcel.key))) {
      return { kind: 'delivered', receipt: { state: 'delivered', providerId: parcel.key } };
    }
    if (error.mayHaveArrived && !gateway.dedupes) return { kind: 'uncertain', error: message };
    return { kind: error.isTemporary ? 'delayed' : 'failed', error: message };
  }
}

/** What may have arrived is asked for before it counts as not sent. */
async function hasArrived(gateway: Gateway, key: string): Promise<boolean> {
  try {
    return (await gateway.trace(key)) === 'delivered';
  } catch {
    return false;
  }
}
