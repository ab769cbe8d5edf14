import { queueWakesOfCases } from '../../db/case-wake.ts';
import { findHolds, type HoldRow, insertHold, releaseHold } from '../../db/holds.ts';
import { type HoldKind, type HoldReason, HoldScope, isInForce } from '../../domain/holds.ts';
import { wakeInvoicesOf } from './each-open-invoice.ts';
import type { IntakeContext } from './intake-context.ts';

/** Pauses a customer from today on until someone resumes; false when it is paused for that reason already. */
export async function holdCustomer(
  context: IntakeContext,
  customerId: number,
  hold: { readonly kind: HoldKind; readonly reason: HoldReason; readonly note: string },
): Promise<boolean> {
  const { tx, creditor, calendar, asOf, by } = context;
  if ((await inForce(context, customerId, hold.reason)).length > 0) return false;
  await insertHold(tx, {
    creditor: creditor.creditor,
    scope: HoldScope.CUSTOMER,
    customerId,
    ...hold,
    fromOn: calendar.dayOf(asOf),
    untilOn: null,
    recordedAt: asOf,
    by,
  });
  await wakeAllOf(context, customerId, 'customer paused');
  return true;
}

/** Ends the customer's pauses of a reason; false when there was none. */
export async function releaseCustomer(
  context: IntakeContext,
  customerId: number,
  reason: HoldReason,
): Promise<boolean> {
  const { tx, asOf, by } = context;
  const holds = await inForce(context, customerId, reason);
  for (const { id } of holds) await releaseHold(tx, { holdId: id, releasedAt: asOf, by });
  if (holds.length > 0) await wakeAllOf(context, customerId, 'customer resumed');
  return holds.length > 0;
}

/** A full pause keeps case orders back too, and its end lets them go. */
async function wakeAllOf(
  { tx, creditor, asOf }: IntakeContext,
  customerId: number,
  cause: string,
): Promise<void> {
  await wakeInvoicesOf(tx, customerId, cause, asOf);
  await queueWakesOfCases(tx, { creditor: creditor.creditor, customerId }, cause, asOf);
}

async function inForce(
  { tx, creditor, calendar, asOf }: IntakeContext,
  customerId: number,
  reason: HoldReason,
): Promise<readonly HoldRow[]> {
  const scope = { creditor: creditor.creditor, scope: HoldScope.CUSTOMER, customerId };
  return (await findHolds(tx, scope)).filter(
    (hold) => hold.reason === reason && isInForce(hold, calendar, asOf),
  );
}
