import { type OptOutToRecord, optOutOf, recordOptOut, withdrawOptOut } from '../../db/signals/customers.ts';
import { endPrepared, preparedOf, queueRemoves } from '../../db/signals/prepared-signals.ts';
import type { Tx } from '../../db/tx.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { SignalCondition } from '../../domain/signals/check.ts';
import { SignalAction, SignalState } from '../../domain/signals/signal.ts';

/**
 * Opts a customer out of signals: what was prepared leaves the list, and every report that the municipality has
 * is put there to be taken back. False when the customer was opted out already.
 */
export async function optOut(tx: Tx, out: OptOutToRecord): Promise<boolean> {
  const { creditor, customerId, recordedAt } = out;
  if (!(await recordOptOut(tx, out))) return false;
  await takeOffTheList(
    tx,
    customerId,
    recordedAt,
    SignalCondition.NOT_OPTED_OUT,
    (action) => action !== SignalAction.REMOVE,
  );
  await queueRemoves(tx, { creditor, after: customerId - 1, until: customerId }, recordedAt);
  return true;
}

/** Lets a customer be reported again; a taking back that was not sent yet leaves the list. */
export async function optIn(tx: Tx, customerId: number, at: Instant, by: string): Promise<boolean> {
  if ((await optOutOf(tx, customerId)) === undefined) return false;
  await takeOffTheList(tx, customerId, at, 'OPT_OUT_WITHDRAWN', (action) => action === SignalAction.REMOVE);
  return withdrawOptOut(tx, customerId, at, by);
}

/** One that is being sent is left to its send, which looks again. */
async function takeOffTheList(
  tx: Tx,
  customerId: number,
  at: Instant,
  because: string,
  concerns: (action: SignalAction) => boolean,
): Promise<void> {
  for (const open of await preparedOf(tx, customerId)) {
    if (open.state !== SignalState.PREPARED || !concerns(open.action)) continue;
    await endPrepared(tx, open.id, { state: SignalState.REMOVED, at, because: [because] });
  }
}
