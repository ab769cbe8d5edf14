import type { Instant } from '../../domain/kernel/day.ts';
import { decide } from '../actor/decide.ts';
import type { Deps } from '../deps.ts';
import { decideOutside } from '../intake/decide-all.ts';

/**
 * Brings an ended invoice up to date with its ledger: the amounts shown, and where bookings came late the day and
 * kind of its end. By the days of its bookings it may never have ended, and goes on then.
 */
export async function refreshEnded(
  deps: Deps,
  creditor: string,
  number: string,
  asOf: Instant,
): Promise<void> {
  const about = { creditor, invoice: number };
  await decide(deps, { creditor, about, asOf }, (tx) => decideOutside(tx, deps, creditor, number, asOf));
}
