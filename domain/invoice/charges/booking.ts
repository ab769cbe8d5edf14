import type { Instant } from '../../kernel/day.ts';
import { CHARGE_NAMES, EntryKind, idOfUndoing, type LedgerEntry } from '../../kernel/ledger.ts';
import { booked, type Decision } from '../decision.ts';
import type { InvoiceFacts } from '../facts.ts';
import { invoiceKey } from '../keys.ts';
import type { InvoiceMoment } from '../situation.ts';
import type { Reckoning } from './reckoning.ts';

/** `…/fee`, `…/interest` and `…/costs` under the key of what claims them. */
export type ChargeName = keyof typeof CHARGE_NAMES;

/** What one letter, listing or transfer adds, before it is booked. */
export interface NewCharge {
  readonly name: ChargeName;
  /** Minor units; nothing is booked of nothing. */
  readonly amount: number;
  readonly reckoning: Reckoning;
}

/**
 * Books charges under the key of what claims them. One that stands under it is not booked again, whatever is
 * restarted, migrated or retried; one that was taken back is, when its letter is planned anew.
 */
export function chargesBooked(
  decision: Decision,
  { asOf, today: bookedOn }: InvoiceMoment,
  key: string,
  charges: readonly NewCharge[],
): Decision {
  const entries = charges.flatMap(({ name, amount, reckoning }) => {
    const before = chargesUnder(decision.facts.ledger, key, name);
    if (amount === 0 || before.some(stands(decision.facts.ledger))) return [];
    const externalId = before.length === 0 ? `${key}/${name}` : `${key}/${name}/${before.length + 1}`;
    return [{ externalId, kind: CHARGE_NAMES[name], amount, bookedOn, reckoning }];
  });
  return booked(decision, entries, asOf);
}

/** True when costs stand that were booked for the invoice itself, in whatever round: they are owed once. */
export function hasCosts({ creditor, number, ledger }: InvoiceFacts): boolean {
  const own = `${invoiceKey(creditor, number)}/`;
  return ledger.some(
    (entry) => entry.kind === EntryKind.COST && entry.externalId.startsWith(own) && stands(ledger)(entry),
  );
}

/**
 * Takes back what was charged under that key, each charge once and on its own day, as if it had never been made.
 */
export function chargesTakenBack(
  decision: Decision,
  key: string,
  asOf: Instant,
  names: readonly ChargeName[] = ['fee', 'interest', 'costs'],
): Decision {
  const { ledger } = decision.facts;
  const standing = names.flatMap((name) => standingUnder(ledger, key, name));
  const undoing = standing.map(({ externalId, amount, bookedOn }) => ({
    externalId: idOfUndoing(externalId),
    kind: EntryKind.WAIVER,
    amount,
    bookedOn,
  }));
  return booked(decision, undoing, asOf);
}

/** What stands under the key of what was charged by that name: one booking, or none. */
export function standingUnder(
  ledger: readonly LedgerEntry[],
  key: string,
  name: ChargeName,
): readonly LedgerEntry[] {
  return chargesUnder(ledger, key, name).filter(stands(ledger));
}

/** All charges of that name that were ever booked under the key: the first without a number. */
function chargesUnder(ledger: readonly LedgerEntry[], key: string, name: ChargeName): readonly LedgerEntry[] {
  const first = `${key}/${name}`;
  return ledger.filter(
    ({ kind, externalId }) =>
      kind === CHARGE_NAMES[name] && (externalId === first || externalId.startsWith(`${first}/`)),
  );
}

function stands(ledger: readonly LedgerEntry[]) {
  return ({ externalId }: LedgerEntry) => {
    const undoing = idOfUndoing(externalId);
    return !ledger.some((entry) => entry.externalId === undoing);
  };
}
