import { describe, expect, it } from 'vitest';
import {
  activeCaseOf,
  type CaseToOpen,
  casesOf,
  insertCase,
  type NewCaseRow,
} from '../../../db/case/cases.ts';
import { findCommand, saveResult } from '../../../db/invoice/commands.ts';
import type { InvoiceRow } from '../../../db/invoice/invoices.ts';
import { insertTransitions, transitionsOf } from '../../../db/invoice/transitions.ts';
import { pendingWakes, queueWake, removeWakes } from '../../../db/invoice/wake.ts';
import type { Tx } from '../../../db/tx.ts';
import type { InvoiceTransition } from '../../../domain/invoice/machine.ts';
import { addInvoice, day } from '../samples.ts';
import { freshDatabase } from '../test-database.ts';

async function inOne(work: (tx: Tx, invoice: InvoiceRow) => Promise<void>): Promise<void> {
  const db = await freshDatabase();
  await db.transaction(async (tx) => work(tx, await addInvoice(tx, '1001')));
}

const reminded: InvoiceTransition = {
  event: 'reminder delivered',
  from: 'OPEN',
  to: 'REMINDED',
  at: 1_000,
  on: day('2026-02-09'),
  by: 'dunwell',
  reason: null,
  commandId: null,
  level: 'reminder-1',
};

const newCase = (invoice: InvoiceRow, changed: Partial<NewCaseRow> = {}): CaseToOpen => ({
  row: {
    creditor: 'acme',
    reference: 'acme-1001-1',
    externalId: 'transfer/1001/1',
    source: 'transfer',
    customerId: invoice.customerId,
    amount: 10_000,
    currency: 'EUR',
    state: 'PREPARING',
    contractDate: invoice.issuedOn,
    dueOn: invoice.dueOn,
    openedAt: 5_000,
    ...changed,
  },
  billingAddress: {},
  lineItems: [],
  invoiceIds: [invoice.id],
});

describe('The audit trail', () => {
  it('keeps transitions in order, each with its round', () =>
    inOne(async (tx, { id }) => {
      const paused = {
        ...reminded,
        event: 'paused',
        from: 'REMINDED',
        by: 'anna',
        commandId: 'c-1',
      } as const;
      await insertTransitions(tx, id, 1, [reminded, paused]);
      await insertTransitions(tx, id, 2, [{ ...paused, reason: 'OPERATOR' }]);
      expect(await transitionsOf(tx, id)).toEqual([
        { id: 1, round: 1, ...reminded },
        { id: 2, round: 1, ...paused },
        { id: 3, round: 2, ...paused, reason: 'OPERATOR' },
      ]);
    }));
});

describe('A command', () => {
  it('is answered the same however often it comes', () =>
    inOne(async (tx, { id }) => {
      const answered = { invoiceId: id, commandId: 'c-1', kind: 'pause', body: null, at: 1 };
      expect(await findCommand(tx, id, 'c-1')).toBeUndefined();
      expect(await saveResult(tx, { ...answered, result: { ok: true } })).toBe(true);
      expect(await saveResult(tx, { ...answered, result: { ok: false } })).toBe(false);
      expect((await findCommand(tx, id, 'c-1'))?.result).toEqual({ ok: true });
    }));
});

describe('A wake', () => {
  it('waits to be relayed, with what decides where it goes', () =>
    inOne(async (tx, invoice) => {
      const other = await addInvoice(tx, '1002', { hasWorkflow: true });
      await queueWake(tx, invoice.id, 'payment', 1_000);
      await queueWake(tx, other.id, 'import', 2_000);
      await insertCase(tx, newCase(invoice));
      const wakes = await pendingWakes(tx, 10);
      expect(wakes).toHaveLength(2);
      expect(wakes).toMatchObject([
        { number: '1001', creditor: 'acme', cause: 'payment', hasWorkflow: false, activeCase: 'acme-1001-1' },
        { number: '1002', cause: 'import', hasWorkflow: true, activeCase: null, stage: 'OPEN' },
      ]);
      await removeWakes(
        tx,
        wakes.slice(0, 1).map((wake) => wake.id),
      );
      await removeWakes(tx, []);
      expect((await pendingWakes(tx, 10)).map(({ number }) => number)).toEqual(['1002']);
    }));
});

describe('A case', () => {
  it('is opened once for its external id', () =>
    inOne(async (tx, invoice) => {
      const first = await insertCase(tx, newCase(invoice));
      expect(first.isNew).toBe(true);
      const again = await insertCase(tx, newCase(invoice, { amount: 1 }));
      expect(again).toEqual({ row: first.row, isNew: false });
      expect(await activeCaseOf(tx, invoice.id)).toMatchObject({
        id: first.row.id,
        amount: 10_000,
        version: 1,
      });
      expect(await casesOf(tx, invoice.id)).toMatchObject([{ id: first.row.id, active: true }]);
    }));

  it('is the only active one of its invoices', () =>
    expect(
      inOne(async (tx, invoice) => {
        await insertCase(tx, newCase(invoice));
        await insertCase(tx, newCase(invoice, { reference: 'acme-1001-2', externalId: 'transfer/1001/2' }));
      }),
    ).rejects.toThrow(/unique constraint/i));

  it('is none for an invoice that was never transferred', () =>
    inOne(async (tx, invoice) => {
      expect(await activeCaseOf(tx, invoice.id)).toBeUndefined();
      expect(await casesOf(tx, invoice.id)).toEqual([]);
    }));
});
