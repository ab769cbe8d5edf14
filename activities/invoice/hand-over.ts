import type { InvoicePlan, StepInput } from '../../contracts/invoice.ts';
import type { Deps } from '../deps.ts';
import type { ClaimedDelivery } from '../effects/delivery.ts';
import { tryOnce } from '../effects/try-once.ts';
import { recordDelayed, recordDelivered, recordFailed, recordUncertain } from './record-result.ts';

/** Hands a claimed effect over, once, and writes what came of it. Null for messages that change no plan. */
export async function handOverDelivery(
  deps: Deps,
  delivery: ClaimedDelivery,
  input: StepInput,
): Promise<InvoicePlan | null> {
  const attempt = await tryOnce(deps.gateways[delivery.channel], delivery, input.asOf);
  return deps.db.transaction((tx) => {
    const context = { tx, deps, input, delivery };
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
