import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargeTakenBack, EntryKind, idOfUndoing, type LedgerEntry } from '../../../domain/kernel/ledger.ts';
import { ledgerTurns } from '../../../domain/kernel/ledger-turns.ts';
import { openAmount, unpaidReversals } from '../../../domain/kernel/open-amount.ts';
import { anInvoice } from '../invoice/an-invoice.ts';

const DAYS = 8;
const LETTER = 'invoice/acme/1001/1/level/reminder-1';

const bookings = fc.array(
  fc.record({
    kind: fc.constantFrom(...Object.values(EntryKind)),
    amount: fc.integer({ min: 1, max: 60 }),
    bookedOn: fc.integer({ min: 0, max: DAYS }),
  }),
  { maxLength: 8 },
);

function ledgerOf(all: readonly Pick<LedgerEntry, 'kind' | 'amount' | 'bookedOn'>[]): LedgerEntry[] {
  return all.map((one, i) => ({ ...one, externalId: `x${i}`, recordedAt: i }));
}

/** A charge and what takes it back, as a letter that never left has booked them. */
function madeUndone(
  kind: typeof EntryKind.FEE | typeof EntryKind.INTEREST,
  amount: number,
  bookedOn: number,
): LedgerEntry[] {
  const externalId = `${LETTER}/${kind}`;
  return [
    { externalId, kind, amount, bookedOn, recordedAt: 90 },
    { externalId: idOfUndoing(externalId), kind: EntryKind.WAIVER, amount, bookedOn, recordedAt: 99 },
  ];
}

describe('a charge that is taken back because its letter never left', () => {
  it('leaves no trace in what is open, what was paid too much and what waits, whatever else was booked', () => {
    const charge = fc.tuple(
      fc.constantFrom(EntryKind.FEE, EntryKind.INTEREST),
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 0, max: DAYS }),
    );
    fc.assert(
      fc.property(bookings, charge, (booked, [kind, amount, on]) => {
        const without = ledgerOf(booked);
        const withIt = [...without, ...madeUndone(kind, amount, on)];
        for (let today = 0; today <= DAYS; today++) {
          expect(openAmount(100, withIt, today)).toEqual(openAmount(100, without, today));
          expect(unpaidReversals(100, withIt, today)).toBe(unpaidReversals(100, without, today));
        }
        const { facts } = anInvoice({ amount: 100 });
        const turns = (ledger: readonly LedgerEntry[]) =>
          ledgerTurns({ ...facts, startsOn: 0, ledger }, DAYS, () => false);
        expect(turns(withIt)).toEqual(turns(without));
      }),
    );
  });

  it('is no other waiver, and no other booking of that name', () => {
    const named = (kind: EntryKind, externalId: string) => chargeTakenBack({ kind, externalId });
    expect(named('waiver', `${LETTER}/fee/undone`)).toBe(EntryKind.FEE);
    expect(named('waiver', `${LETTER}/costs/2/undone`)).toBe(EntryKind.COST);
    expect(named('waiver', 'settlement/1001/1/2')).toBeNull();
    expect(named('reversal', `${LETTER}/fee/undone`)).toBeNull();
  });
});
