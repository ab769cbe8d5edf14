import { Component, type PaymentOrder } from '../../kernel/balance.ts';
import { Allocated } from '../../money/charge-rules.ts';
import type { InvoiceFacts } from '../facts.ts';
import type { Policy } from '../policy.ts';

/** Fees count as costs, and come after them. */
const COMPONENTS: Readonly<Record<Allocated, readonly Component[]>> = {
  [Allocated.costs]: [Component.COSTS, Component.FEES],
  [Allocated.interest]: [Component.INTEREST],
  [Allocated.principal]: [Component.PRINCIPAL],
};

/** Which component payments go to first, as a fact; nothing where the policy leaves it to the default. */
export function paymentOrderOf({ charges }: Pick<Policy, 'charges'>): Pick<InvoiceFacts, 'paymentOrder'> {
  return charges === undefined ? {} : { paymentOrder: orderOf(charges.allocation) };
}

function orderOf(allocation: readonly Allocated[]): PaymentOrder {
  return allocation.flatMap((part) => COMPONENTS[part]);
}
