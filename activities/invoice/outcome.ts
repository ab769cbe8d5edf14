import type { InvoicePlan } from '../../contracts/invoice.ts';
import type { Decision } from '../../domain/invoice/decision.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Gathered } from '../../gather/invoice/gather-invoice.ts';
import type { Deps } from '../deps.ts';
import type { ClaimedDelivery } from '../effects/delivery.ts';

/** What a step is carried out on, inside its transaction. */
export interface StepContext {
  readonly deps: Pick<Deps, 'sources'>;
  readonly gathered: Gathered;
  readonly decision: Decision;
  readonly asOf: Instant;
}

/** What a transaction leaves behind: the plan it wrote, and what is to be handed over now. */
export interface Outcome {
  readonly asOf: Instant;
  readonly plan: InvoicePlan;
  readonly deliveries: readonly ClaimedDelivery[];
}

export function sent(
  { asOf }: StepContext,
  plan: InvoicePlan,
  deliveries: readonly ClaimedDelivery[],
): Outcome {
  return { asOf, plan, deliveries };
}
