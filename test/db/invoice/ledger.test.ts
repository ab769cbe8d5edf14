import { describe, expect, it } from 'vitest';
import { ensureCustomer } from '../../../db/customer/customers.ts';
import { keepMoney, listUnmatched } from '../../../db/intake/unmatched.ts';
import { type EntryToBook, insertEntry, ledgerOf, overpaidInvoices } from '../../../db/invoice/ledger.ts';
import type { Tx } from '../../../db/tx.ts';
import { addInvoice, day } from '../samples.ts';
import { freshDatabase } from '../test-database.ts';

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

describe('Unmatched money', () => {
  it('keeps its external id from being booked elsewhere', () =>
    inOne(async (tx, id) => {
      const { invoiceId: _, ...entry } = payment(0);
      await keepMoney(tx, { ...entry, invoiceNumber: '2002', currency: 'EUR' });
      expect(await insertEntry(tx, payment(id))).toBe('conflict');
      expect(await ledgerOf(tx, id)).toEqual([]);
    }));

  it('is listed by creditor, a page at a time', () =>
    inOne(async (tx) => {
      const { invoiceId: _, ...entry } = payment(0);
      const keep = (externalId: string, creditor = 'acme') =>
        keepMoney(tx, { ...entry, creditor, externalId, invoiceNumber: '2002', currency: 'EUR' });
      for (const n of [1, 2, 3]) await keep(`b-${n}`);
      await keep('b-1', 'other');
      const first = await listUnmatched(tx, { creditor: 'acme', limit: 2 });
      const second = await listUnmatched(tx, { creditor: 'acme', limit: 2, afterId: first.at(-1)?.id ?? 0 });
      expect([first.length, second.length]).toEqual([2, 1]);
      expect(await listUnmatched(tx, { limit: 10 })).toHaveLength(4);
    }));
});

describe('What a customer paid too much', () => {
  it('is among the invoices read for it whatever their own columns say, and only those that have more', () =>
    inOne(async (tx) => {
      const customerId = await ensureCustomer(tx, 'acme', 'c-9');
      for (const [number, amount] of [
        ['a', 9_999],
        ['b', 10_000],
        ['c', 10_001],
      ] as const) {
        const { id } = await addInvoice(tx, number, { customerId, amount: 10_000, surplus: 0 });
        await insertEntry(tx, payment(id, { externalId: number, amount }));
      }
      const [only, ...more] = await overpaidInvoices(tx, customerId);
      expect(only).toMatchObject({ amount: 10_000, ledger: [{ kind: 'payment', amount: 10_001 }] });
      expect(more).toEqual([]);
    }));
});
