import { chargeTakenBack, EntryKind, type LedgerEntry } from '../../kernel/ledger.ts';
import type { PerKind } from '../../money/charge-rules.ts';
import type { Policy } from '../policy.ts';

/** What was added to a claim, paid or not, less what was taken back with letters that never left; minor units. */
export interface Charged {
  readonly fees: number;
  readonly interest: number;
  readonly costs: number;
}

export function chargedOf(ledger: readonly LedgerEntry[]): Charged {
  let [fees, interest, costs] = [0, 0, 0];
  for (const entry of ledger) {
    const takenBack = chargeTakenBack(entry);
    const amount = takenBack === null ? entry.amount : -entry.amount;
    const kind = takenBack ?? entry.kind;
    if (kind === EntryKind.FEE) fees += amount;
    if (kind === EntryKind.INTEREST) interest += amount;
    if (kind === EntryKind.COST) costs += amount;
  }
  return { fees, interest, costs };
}

/** True where a policy adds money: one that only says what payments go to first adds none. */
export function addsMoney({ charges }: Pick<Policy, 'charges'>): boolean {
  if (charges === undefined) return false;
  const isAsked = ({ consumer, business }: PerKind<{ readonly kind: string }>) =>
    consumer.kind !== 'none' || business.kind !== 'none';
  return Object.values(charges.fees).some(isAsked) || isAsked(charges.interest) || isAsked(charges.costs);
}
