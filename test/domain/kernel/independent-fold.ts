import type { Day } from '../../../domain/kernel/day.ts';
import type { EntryKind, LedgerEntry } from '../../../domain/kernel/ledger.ts';

/**
 * What a ledger comes to, computed a second time from the rules alone: cent by cent, each day from the beginning.
 * It shares nothing with the engine but the shape of a booking.
 */
type Component = 'principal' | 'fees' | 'interest' | 'costs';
interface Cent {
  readonly of: Component;
}

export interface Folded {
  readonly open: Readonly<Record<Component, number>>;
  readonly total: number;
  readonly surplus: number;
  readonly waiting: number;
  /** Cents that something took off what was charged. */
  readonly taken: number;
}

const RANK: Readonly<Record<EntryKind, number>> = {
  fee: 0,
  interest: 0,
  cost: 0,
  payment: 1,
  credit: 1,
  waiver: 2,
  'write-off': 2,
  chargeback: 3,
  refund: 3,
  reversal: 3,
};
const CHARGES: Readonly<Partial<Record<EntryKind, Component>>> = {
  fee: 'fees',
  interest: 'interest',
  cost: 'costs',
};
const number = (id: string) => Number(id.replace(/\D/g, ''));

function inOrder(ledger: readonly LedgerEntry[], today: Day): LedgerEntry[] {
  return ledger
    .filter(({ bookedOn }) => bookedOn <= today)
    .map((entry) => ({ entry, key: [entry.bookedOn, RANK[entry.kind], number(entry.externalId)] as const }))
    .sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1] || a.key[2] - b.key[2])
    .map(({ entry }) => entry);
}

/** The balance at the end of a day. */
export function foldUpTo(principal: number, ledger: readonly LedgerEntry[], today: Day): Folded {
  const owed: Cent[] = Array.from({ length: principal }, () => ({ of: 'principal' }));
  const taken: Cent[] = [];
  let [surplus, waiting, paid, forgiven] = [0, 0, 0, 0];
  const takeOff = (order: readonly Component[]) => {
    for (const of of order) {
      const place = owed.findIndex((cent) => cent.of === of);
      if (place < 0) continue;
      taken.push(...owed.splice(place, 1));
      return;
    }
    surplus += 1;
  };
  for (const { kind, amount } of inOrder(ledger, today)) {
    for (let cent = 0; cent < amount; cent++) {
      const charged = CHARGES[kind];
      if (charged !== undefined) {
        if (surplus > 0) {
          surplus -= 1;
          taken.push({ of: charged });
        } else {
          owed.push({ of: charged });
        }
      } else if (kind === 'payment') {
        if (waiting > 0) waiting -= 1;
        else {
          paid += 1;
          takeOff(['costs', 'fees', 'interest', 'principal']);
        }
      } else if (RANK[kind] < 3) {
        forgiven += 1;
        takeOff(
          kind === 'credit'
            ? ['principal', 'interest', 'fees', 'costs']
            : ['costs', 'fees', 'interest', 'principal'],
        );
        if (surplus > 0 && waiting > 0) {
          surplus -= 1;
          waiting -= 1;
        }
      } else if (surplus > 0) {
        surplus -= 1;
      } else if (taken.length > 0 && (kind === 'reversal' || paid > 0)) {
        owed.push(taken.pop()!);
        if (kind === 'reversal' && forgiven > 0) forgiven -= 1;
        else paid -= 1;
      } else {
        waiting += 1;
      }
    }
  }
  const count = (of: Component) => owed.filter((cent) => cent.of === of).length;
  const open = {
    principal: count('principal'),
    fees: count('fees'),
    interest: count('interest'),
    costs: count('costs'),
  };
  return { open, total: owed.length, surplus, waiting, taken: taken.length };
}

export interface FoldedEnd {
  readonly stage: 'path' | 'PAID' | 'CREDITED' | 'WRITTEN_OFF' | 'TRANSFERRED';
  readonly on: Day | null;
}

/** Where the ledger leaves an invoice that began on its first day and was never moved by anything else. */
export function endOf(
  invoice: { readonly amount: number; readonly startsOn: Day; readonly ledger: readonly LedgerEntry[] },
  today: Day,
  onChargeback: 'reopen' | 'case',
): FoldedEnd {
  const { amount, startsOn, ledger } = invoice;
  let end: FoldedEnd = { stage: 'path', on: null };
  for (let day = startsOn; day <= today; day++) {
    const [before, after] = [foldUpTo(amount, ledger, day - 1), foldUpTo(amount, ledger, day)];
    const ofDay = inOrder(ledger, day).filter(({ bookedOn }) => bookedOn === day || day === startsOn);
    if (end.stage === 'path' && after.total === 0) {
      const last = deciding(amount, ledger, ofDay);
      end = { stage: endBy(last), on: day };
    } else if (end.stage === 'PAID' && after.total > 0 && after.taken < before.taken) {
      const back = ofDay.filter((entry) => givesBack(amount, ledger, entry)).at(-1);
      const opensCase = onChargeback === 'case' && back?.kind !== 'reversal';
      end = opensCase ? { stage: 'TRANSFERRED', on: day } : { stage: 'path', on: null };
    }
  }
  return end;
}

function endBy(kind: EntryKind | undefined): 'PAID' | 'CREDITED' | 'WRITTEN_OFF' {
  if (kind === 'credit') return 'CREDITED';
  return kind === 'write-off' ? 'WRITTEN_OFF' : 'PAID';
}

/** The last that takes something off, on the day from whose end nothing was open. */
function deciding(amount: number, ledger: readonly LedgerEntry[], upTo: readonly LedgerEntry[]) {
  const days = [...new Set(upTo.map(({ bookedOn }) => bookedOn))];
  const settledOn = days.find((day) =>
    days.filter((later) => later >= day).every((later) => foldUpTo(amount, ledger, later).total === 0),
  );
  const reducing = upTo.filter(({ bookedOn, kind }) => bookedOn === settledOn && [1, 2].includes(RANK[kind]));
  return reducing.filter((entry) => !isMet(amount, ledger, entry)).at(-1)?.kind;
}

/** The balance right before and right after one booking. */
function around(amount: number, ledger: readonly LedgerEntry[], entry: LedgerEntry) {
  const all = inOrder(ledger, entry.bookedOn);
  const place = all.indexOf(entry);
  return [
    foldUpTo(amount, all.slice(0, place), entry.bookedOn),
    foldUpTo(amount, all.slice(0, place + 1), entry.bookedOn),
  ] as const;
}

function isMet(amount: number, ledger: readonly LedgerEntry[], entry: LedgerEntry): boolean {
  const [before, after] = around(amount, ledger, entry);
  return entry.kind === 'payment' && before.waiting - after.waiting === entry.amount;
}

function givesBack(amount: number, ledger: readonly LedgerEntry[], entry: LedgerEntry): boolean {
  const [before, after] = around(amount, ledger, entry);
  return RANK[entry.kind] === 3 && after.total > before.total;
}
