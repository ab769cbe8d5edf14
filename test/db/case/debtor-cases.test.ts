import { describe, expect, it } from 'vitest';
import { type NewCaseRow, unlinkInvoices } from '../../../db/case/cases.ts';
import { debtorCases } from '../../../db/case/debtor-cases.ts';
import { ensureCustomer } from '../../../db/customer/customers.ts';
import type { Tx } from '../../../db/tx.ts';
import { addCase, addInvoice, instant } from '../samples.ts';
import { freshDatabase } from '../test-database.ts';

const PUBLISHED = instant('2026-03-02T09:00:00Z');
const LATER = instant('2026-04-02T09:00:00Z');

/** What the debtor of one case sees of it. */
async function seen(changes: Partial<NewCaseRow>, also?: (tx: Tx, caseId: number) => Promise<void>) {
  const db = await freshDatabase();
  return db.transaction(async (tx) => {
    const customerId = await ensureCustomer(tx, 'acme', 'C-1');
    const invoiceIds = [];
    for (const number of ['2', '1']) invoiceIds.push((await addInvoice(tx, number, { customerId })).id);
    const row = await addCase(
      tx,
      '2-1',
      { customerId, publishedAt: PUBLISHED, openPrincipal: 9000, openCosts: 500, ...changes },
      invoiceIds,
    );
    await also?.(tx, row.id);
    return debtorCases(tx, { creditor: 'acme', customerId, limit: 10 });
  });
}

describe('a debtor sees a published case', () => {
  it.each(['PENDING', 'PROCESSING'] as const)(
    'in %s as under way, with its invoices and what is open',
    async (state) => {
      expect(await seen({ state })).toEqual([
        {
          id: 1,
          reference: '2-1',
          state: 'UNDER_WAY',
          language: 'en',
          invoices: ['2', '1'],
          amount: 10_000,
          open: 9500,
          currency: 'EUR',
          publishedAt: PUBLISHED,
          completedAt: null,
        },
      ]);
    },
  );

  it.each(['COLLECTED', 'WAIVED', 'WITHDRAWN', 'TIMED_OUT'] as const)(
    'that ended %s as completed, with nothing asked for any more',
    async (outcome) => {
      const closed = { state: 'CLOSED', outcome, closedAt: LATER } as const;
      expect(await seen(closed, unlinkInvoices)).toMatchObject([
        { state: 'COMPLETED', invoices: ['2', '1'], open: 0, completedAt: LATER },
      ]);
    },
  );
});

describe('a debtor does not see', () => {
  it.each<[string, Partial<NewCaseRow>]>([
    ['a case in preparation', { state: 'PREPARING', publishedAt: null }],
    ['a case in review', { state: 'REVIEWING', publishedAt: null }],
    [
      'a case that was closed before it was published',
      { state: 'CLOSED', publishedAt: null, closedAt: LATER },
    ],
    ['a deactivated case', { state: 'PROCESSING', deactivatedAt: LATER }],
    [
      'a case that was deactivated after it was closed',
      { state: 'CLOSED', closedAt: LATER, deactivatedAt: LATER },
    ],
    ['a case that failed for a technical cause', { state: 'FAILED', failedAt: LATER }],
    ['a case of the test environment', { state: 'PROCESSING', environment: 'TEST' }],
  ])('%s', async (_, changes) => {
    expect(await seen(changes)).toEqual([]);
  });

  it('cases of another customer or creditor', async () => {
    const db = await freshDatabase();
    await db.transaction(async (tx) => {
      const published = { state: 'PENDING', publishedAt: PUBLISHED } as const;
      const customerId = await ensureCustomer(tx, 'acme', 'C-1');
      await addCase(tx, '1-1', { ...published, customerId });
      const other = await ensureCustomer(tx, 'acme', 'C-2');
      expect(await debtorCases(tx, { creditor: 'acme', customerId: other, limit: 10 })).toEqual([]);
      expect(await debtorCases(tx, { creditor: 'other', customerId, limit: 10 })).toEqual([]);
    });
  });
});

it('a debtor of many cases reads them page by page, newest first', async () => {
  const db = await freshDatabase();
  await db.transaction(async (tx) => {
    const customerId = await ensureCustomer(tx, 'acme', 'C-1');
    for (const n of [1, 2, 3]) {
      await addCase(tx, `${n}-1`, { customerId, state: 'PENDING', publishedAt: PUBLISHED });
    }
    const page = async (beforeId?: number) => {
      const of = { creditor: 'acme', customerId, limit: 2 };
      return debtorCases(tx, beforeId === undefined ? of : { ...of, beforeId });
    };
    const first = await page();
    expect(first.map(({ reference }) => reference)).toEqual(['3-1', '2-1']);
    expect((await page(first.at(-1)?.id)).map(({ reference }) => reference)).toEqual(['1-1']);
  });
});
