import { optOutOf, recordOptOut, withdrawOptOut } from '../../db/signal-customers.ts';
import { endPreparedRemoval, endPreparedReports, prepareRemoval } from '../../db/signal-removals.ts';
import { standingSignalOf } from '../../db/signals.ts';
import type { Tx } from '../../db/tx.ts';
import type { Day, Instant } from '../../domain/day.ts';
import { SignalCondition } from '../../domain/signals/check.ts';
import type { OptOutReason, OptOutSource } from '../../domain/signals/signal.ts';

export interface OptOut {
  readonly creditor: string;
  readonly customerId: number;
  readonly reason: OptOutReason;
  readonly source: OptOutSource;
  readonly onDay: Day;
  readonly note: string | null;
  readonly recordedAt: Instant;
  readonly by: string;
}

/**
 * Opts a customer out of signals: what was prepared leaves the list, and a signal that the municipality has is
 * put there to be taken back. False when the customer was opted out already.
 */
export async function optOut(tx: Tx, out: OptOut): Promise<boolean> {
  const { customerId, recordedAt } = out;
  if (!(await recordOptOut(tx, out))) return false;
  await endPreparedReports(tx, customerId, recordedAt, SignalCondition.NOT_OPTED_OUT);
  const standing = await standingSignalOf(tx, customerId);
  if (standing !== undefined) await prepareRemoval(tx, standing, recordedAt);
  return true;
}

/** Lets a customer be reported again; a taking back that was not sent yet leaves the list. */
export async function optIn(tx: Tx, customerId: number, at: Instant, by: string): Promise<boolean> {
  if ((await optOutOf(tx, customerId)) === undefined) return false;
  await endPreparedRemoval(tx, customerId, at, 'OPT_OUT_WITHDRAWN');
  return withdrawOptOut(tx, customerId, at, by);
}
