import { describe, expect, it } from 'vitest';
import {
  type EntryToBook,
  insertEntry,
  insertUnmatched,
  ledgerOf,
  listUnmatched,
  matchEntries,
} from '../../db/ledger.ts';
import type { Tx } from '../../db/tx.ts';
import { freshDatabase } from './fresh-database.ts';
import { addInvoice, day } from './samples.ts';

async function inOne(work: (tx: Tx, invoiceId: number) => Promise<void>): Promise<void> {
  const db = await freshDatabase();
  await db.transaction(async (tx) => work(tx, (await addInvoice(tx, '1001')).id));
}

const payment = (invoiceId: number, changed: Partial<EntryToBook> = {}): EntryToBook => ({
  invoiceId,
  creditor: 'acme',
  externalId: 'bank-1',
  kind: 'payment',
  amount: 5_000,
  bookedOn: day('2026-02-01'),
  recordedAt: 1_000,
  by: 'import',
  ...changed,
});

const waiting = (changed: object = {}) => {
  const { invoiceId: _, ...entry } = payment(0);
  return { ...entry, invoiceNumber: '2002', currency: 'EUR', ...changed };
};

describe('A booking', () => {
  it('is written once for its external id', () =>
    inOne(async (tx, id) => {
      expect(await insertEntry(tx, payment(id))).toBe('new');
      expect(await insertEntry(tx, payment(id, { recordedAt: 2_000, by: 'again' }))).toBe('same');
      expect(await insertEntry(tx, payment(id, { amount: 5_001 }))).toBe('conflict');
      expect(await insertEntry(tx, payment(id, { kind: 'credit' }))).toBe('conflict');
      expect(await insertEntry(tx, payment(id, { bookedOn: day('2026-02-02') }))).toBe('conflict');
      const other = await addInvoice(tx, '1002');
      expect(await insertEntry(tx, payment(other.id))).toBe('conflict');
      expect(await ledgerOf(tx, id)).toEqual([
        {
          kind: 'payment',
          amount: 5_000,
          bookedOn: day('2026-02-01'),
          recordedAt: 1_000,
          externalId: 'bank-1',
          by: 'import',
        },
      ]);
    }));

  it('of another creditor may have the same external id', () =>
    inOne(async (tx, id) => {
      const other = await addInvoice(tx, '1001', { creditor: 'other' });
      expect(await insertEntry(tx, payment(id))).toBe('new');
      expect(await insertEntry(tx, payment(other.id, { creditor: 'other' }))).toBe('new');
    }));

  it('stands in the ledger in the order it was recorded, not booked', () =>
    inOne(async (tx, id) => {
      await insertEntry(tx, payment(id, { externalId: 'b', bookedOn: 200 }));
      await insertEntry(tx, payment(id, { externalId: 'a', bookedOn: 100 }));
      expect((await ledgerOf(tx, id)).map(({ externalId }) => externalId)).toEqual(['b', 'a']);
    }));
});

describe('A booking without its invoice', () => {
  it('waits for it, and moves onto it when it comes', () =>
    inOne(async (tx) => {
      expect(await insertUnmatched(tx, waiting())).toBe('new');
      expect(await insertUnmatched(tx, waiting())).toBe('same');
      expect(await insertUnmatched(tx, waiting({ amount: 1 }))).toBe('conflict');
      await insertUnmatched(tx, waiting({ externalId: 'bank-2', currency: 'SEK' }));
      await insertUnmatched(tx, waiting({ externalId: 'bank-3', invoiceNumber: '3003' }));
      const { id } = await addInvoice(tx, '2002');
      expect(await matchEntries(tx, 'acme', '2002', id, 'EUR', 9_000)).toBe(1);
      expect(await matchEntries(tx, 'acme', '2002', id, 'EUR', 9_000)).toBe(0);
      expect(await ledgerOf(tx, id)).toMatchObject([{ externalId: 'bank-1', recordedAt: 1_000 }]);
      const left = await listUnmatched(tx, { limit: 10 });
      expect(left.map(({ externalId }) => externalId)).toEqual(['bank-2', 'bank-3']);
    }));

  it('is known once it was matched: the same file again changes nothing', () =>
    inOne(async (tx) => {
      await insertUnmatched(tx, waiting());
      const { id } = await addInvoice(tx, '2002');
      await matchEntries(tx, 'acme', '2002', id, 'EUR', 9_000);
      expect(await insertEntry(tx, payment(id))).toBe('same');
      expect(await insertUnmatched(tx, waiting({ invoiceNumber: '4004' }))).toBe('conflict');
    }));

  it('keeps its external id from being booked elsewhere', () =>
    inOne(async (tx, id) => {
      await insertUnmatched(tx, waiting());
      expect(await insertEntry(tx, payment(id))).toBe('conflict');
      expect(await ledgerOf(tx, id)).toEqual([]);
    }));

  it('is listed by creditor, a page at a time', () =>
    inOne(async (tx) => {
      for (const n of [1, 2, 3]) await insertUnmatched(tx, waiting({ externalId: `b-${n}` }));
      await insertUnmatched(tx, waiting({ creditor: 'other' }));
      const first = await listUnmatched(tx, { creditor: 'acme', limit: 2 });
      const second = await listUnmatched(tx, { creditor: 'acme', limit: 2, afterId: first.at(-1)?.id ?? 0 });
      expect([first.length, second.length]).toEqual([2, 1]);
      expect(await listUnmatched(tx, { limit: 10 })).toHaveLength(4);
    }));
});
