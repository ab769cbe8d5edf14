import { queueWakesOfCases } from '../../db/case/wake.ts';
import { findHolds, type HoldRow, insertHold, releaseHold } from '../../db/holds.ts';
import { type HoldKind, type HoldReason, HoldScope } from '../../domain/kernel/holds.ts';
import { pausesToEnd, placeOwnPause } from '../../domain/kernel/pause.ts';
import { wakeInvoicesOf } from './each-open-invoice.ts';
import type { IntakeContext } from './intake-context.ts';

/** Pauses a customer from today on until someone resumes; false when it is paused like that already. */
export async function holdCustomer(
  context: IntakeContext,
  customerId: number,
  { note, ...hold }: { readonly kind: HoldKind; readonly reason: HoldReason; readonly note: string },
): Promise<boolean> {
  const { tx, creditor, calendar, asOf, by } = context;
  const from = calendar.dayOf(asOf);
  const asked = { scope: HoldScope.CUSTOMER, from, until: null, ...hold };
  const { isNew, replaced } = placeOwnPause(await ofCustomer(context, customerId), asked, calendar);
  if (!isNew) return false;
  for (const { id } of replaced) await releaseHold(tx, { holdId: id, releasedAt: asOf, by });
  await insertHold(tx, {
    creditor: creditor.creditor,
    scope: HoldScope.CUSTOMER,
    customerId,
    ...hold,
    note,
    fromOn: from,
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
  const { tx, calendar, asOf, by } = context;
  const known = await ofCustomer(context, customerId);
  const holds = pausesToEnd(known, HoldScope.CUSTOMER, reason, calendar.dayOf(asOf));
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

function ofCustomer({ tx, creditor }: IntakeContext, customerId: number): Promise<readonly HoldRow[]> {
  return findHolds(tx, { creditor: creditor.creditor, scope: HoldScope.CUSTOMER, customerId });
}
