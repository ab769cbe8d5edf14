import { expect, it } from 'vitest';
import { accountOn } from '../../../domain/agreements/account.ts';
import type { EntryKind, LedgerEntry } from '../../../domain/kernel/ledger.ts';
import { day } from '../invoice/an-invoice.ts';

const LETTER = 'invoice/acme/1001/1/level/reminder-2';

const booked = (externalId: string, kind: EntryKind, amount: number): LedgerEntry => ({
  ...{ externalId, kind, amount, bookedOn: day('2026-03-02'), recordedAt: 0 },
});

it('A charge that was taken back because its letter never left forgives nothing; what was waived does', () => {
  const ledger = [
    booked(`${LETTER}/fee`, 'fee', 500),
    booked(`${LETTER}/fee/undone`, 'waiver', 500),
    booked('w-1', 'waiver', 300),
    booked('p-1', 'payment', 200),
  ];
  expect(accountOn(ledger, day('2026-03-02'))).toEqual({ paid: 200, forgiven: 300 });
});
