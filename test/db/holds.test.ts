import { describe, expect, it } from 'vitest';
import { findHolds, type HoldToInsert, holdsTouching, insertHold, releaseHold } from '../../db/holds.ts';
import type { InvoiceRow } from '../../db/invoice/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import { addInvoice, day } from './samples.ts';
import { freshDatabase } from './test-database.ts';

async function inOne(work: (tx: Tx, invoice: InvoiceRow) => Promise<void>): Promise<void> {
  const db = await freshDatabase();
  await db.transaction(async (tx) => work(tx, await addInvoice(tx, '1001')));
}

const pause = (changed: Partial<HoldToInsert>): HoldToInsert => ({
  creditor: 'acme',
  scope: 'invoice',
  kind: 'reminders',
  reason: 'OPERATOR',
  fromOn: day('2026-02-01'),
  untilOn: null,
  recordedAt: 1_000,
  by: 'anna',
  ...changed,
});

describe('Holds', () => {
  it('that touch an invoice are its own, its customer’s and its creditor’s, released ones included', () =>
    inOne(async (tx, { id, customerId }) => {
      const other = await addInvoice(tx, '1002');
      const own = await insertHold(tx, pause({ invoiceId: id, untilOn: day('2026-03-01') }));
      const ofCustomer = await insertHold(tx, pause({ scope: 'customer', customerId, kind: 'full' }));
      const ofCreditor = await insertHold(tx, pause({ scope: 'creditor' }));
      await insertHold(tx, pause({ invoiceId: other.id }));
      await insertHold(tx, pause({ scope: 'customer', customerId: other.customerId }));
      await insertHold(tx, pause({ scope: 'creditor', creditor: 'other' }));
      await releaseHold(tx, { holdId: ofCustomer, releasedAt: 2_000, by: 'bert' });
      const touching = await holdsTouching(tx, { creditor: 'acme', customerId, invoiceId: id });
      expect(touching.map((hold) => hold.id)).toEqual([own, ofCustomer, ofCreditor]);
      expect(touching[0]).toEqual({
        id: own,
        scope: 'invoice',
        kind: 'reminders',
        reason: 'OPERATOR',
        from: day('2026-02-01'),
        until: day('2026-03-01'),
        recordedAt: 1_000,
        releasedAt: null,
        agreementId: null,
      });
      expect(touching[1]).toMatchObject({ kind: 'full', releasedAt: 2_000 });
    }));

  it('are recorded once by one command, in each scope', () =>
    inOne(async (tx, { id, customerId }) => {
      const first = await insertHold(tx, pause({ invoiceId: id, commandId: 'c-1' }));
      expect(await insertHold(tx, pause({ invoiceId: id, commandId: 'c-1' }))).toBe(first);
      const wide = await insertHold(tx, pause({ scope: 'customer', customerId, commandId: 'c-1' }));
      expect(wide).not.toBe(first);
      expect(await insertHold(tx, pause({ scope: 'customer', customerId, commandId: 'c-1' }))).toBe(wide);
      const creditorWide = await insertHold(tx, pause({ scope: 'creditor', commandId: 'c-1' }));
      expect(await insertHold(tx, pause({ scope: 'creditor', commandId: 'c-1' }))).toBe(creditorWide);
    }));

  it('are released once: the first release stands', () =>
    inOne(async (tx, { id }) => {
      const holdId = await insertHold(tx, pause({ invoiceId: id, note: 'on the phone' }));
      expect(await releaseHold(tx, { holdId, releasedAt: 2_000, by: 'bert', commandId: 'r-1' })).toBe(true);
      expect(await releaseHold(tx, { holdId, releasedAt: 3_000, by: 'carl' })).toBe(false);
      expect(await findHolds(tx, { creditor: 'acme', scope: 'invoice', invoiceId: id })).toMatchObject([
        { id: holdId, releasedAt: 2_000, releasedBy: 'bert', note: 'on the phone', by: 'anna' },
      ]);
    }));

  it('are found for exactly one scope', () =>
    inOne(async (tx, { id, customerId }) => {
      await insertHold(tx, pause({ invoiceId: id }));
      await insertHold(tx, pause({ scope: 'customer', customerId }));
      const creditorWide = await insertHold(tx, pause({ scope: 'creditor' }));
      const found = await findHolds(tx, { creditor: 'acme', scope: 'creditor' });
      expect(found.map((hold) => hold.id)).toEqual([creditorWide]);
      expect(await findHolds(tx, { creditor: 'acme', scope: 'customer', customerId })).toHaveLength(1);
    }));
});
