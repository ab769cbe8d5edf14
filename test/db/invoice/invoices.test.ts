import { describe, expect, it } from 'vitest';
import { publishPolicy } from '../../../db/creditor/creditors.ts';
import { ensureCustomer } from '../../../db/customer/customers.ts';
import {
  countByStage,
  findInvoice,
  findInvoiceByNumber,
  type InvoiceChange,
  invoicesWithoutWorkflow,
  listInvoices,
  overdueInvoices,
  raiseVersion,
  saveInvoice,
  setHasWorkflow,
  updateDisputed,
  updatePolicyVersion,
} from '../../../db/invoice/invoices.ts';
import { eachRow } from '../../../db/pages.ts';
import { openTask } from '../../../db/tasks/tasks.ts';
import type { Tx } from '../../../db/tx.ts';
import { NEW_INVOICE } from '../../../domain/invoice/facts.ts';
import { addCreditor, addInvoice, day, instant, policy } from '../samples.ts';
import { freshDatabase } from '../test-database.ts';

const change: InvoiceChange = {
  state: {
    stage: 'LISTED',
    round: 2,
    levelsDone: 3,
    anchorOn: 1,
    noticeDeliveredOn: 2,
    noticeDueOn: 3,
    claimSince: instant('2026-03-01T10:00:00Z'),
    listedOn: 5,
    fixedMode: 30,
    clockCarriedFrom: 6,
    approvedAt: 7,
    approvedBy: 'anna',
    missedRunOn: 8,
    warnedFor: 9,
    stageBeforeEnd: 'NOTICED',
    followsFrom: 20_517,
    reopenedOn: 20_518,
    paidOn: 10,
    transferredOn: 11,
    closedOn: 12,
    closeReason: 'OPERATOR',
    caseCount: 2,
    caseEndedOn: 20_600,
  },
  plan: { step: 'wait', at: instant('2026-03-02T10:00:00Z'), because: 'AWAITS_APPROVAL' },
  decidedAt: instant('2026-03-01T11:00:00Z'),
  held: true,
  closesOn: 13,
  keptBackBy: null,
  transfersOn: 14,
  open: { principal: 1, fees: 2, interest: 3, costs: 4, total: 10, surplus: 5 },
  dueOn: 15,
};

async function inOne<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const db = await freshDatabase();
  return db.transaction(work);
}

const numbers = (rows: readonly { number: string }[]) => rows.map(({ number }) => number);

describe('An invoice', () => {
  it('comes out as it was put in', () =>
    inOne(async (tx) => {
      const row = await addInvoice(tx, '2026/001', { disputed: true, ownTransferMode: 10, reference: 'R' });
      expect(row).toMatchObject({ ...NEW_INVOICE, disputed: true, ownTransferMode: 10, hasWorkflow: false });
      expect(row).toMatchObject({ version: 1, surplus: 0, contract: null });
      expect(await findInvoiceByNumber(tx, 'acme', '2026/001')).toEqual(row);
      expect(await findInvoiceByNumber(tx, 'other', '2026/001')).toBeUndefined();
      expect(await findInvoice(tx, row.id + 1)).toBeUndefined();
    }));

  it('is taken in once', async () => {
    const db = await freshDatabase();
    const add = (changed = {}) => db.transaction((tx) => addInvoice(tx, '1001', changed));
    await add();
    await expect(add()).rejects.toThrow(/unique constraint/i);
    await add({ creditor: 'other' });
  });

  it('needs a customer that exists', async () => {
    await expect(inOne((tx) => addInvoice(tx, '1001', { customerId: 99 }))).rejects.toThrow(
      /foreign key constraint/i,
    );
  });

  it('is saved with every column of a decision, and its version raised', () =>
    inOne(async (tx) => {
      const before = await addInvoice(tx, '1001');
      expect(await saveInvoice(tx, before.id, change)).toBe(2);
      const { state, plan, open, ...rest } = change;
      expect(await findInvoice(tx, before.id)).toEqual({
        ...before,
        ...state,
        ...rest,
        nextStep: plan.step,
        nextAt: plan.at,
        because: plan.because,
        openPrincipal: open.principal,
        openFees: open.fees,
        openInterest: open.interest,
        openCosts: open.costs,
        surplus: open.surplus,
        version: 2,
      });
    }));

  it('raises its version with every fact, not with its workflow', () =>
    inOne(async (tx) => {
      const { id } = await addInvoice(tx, '1001');
      expect(await raiseVersion(tx, id)).toBe(2);
      expect(await updateDisputed(tx, id, true)).toBe(3);
      expect(await updatePolicyVersion(tx, id, 2)).toBe(4);
      const task = { creditor: 'acme', subject: 'invoice', about: '1001', kind: 'STUCK', since: 0 } as const;
      expect(await openTask(tx, task)).toBe(true);
      await setHasWorkflow(tx, id, true);
      expect(await findInvoice(tx, id)).toMatchObject({
        version: 5,
        disputed: true,
        policyVersion: 2,
        attention: 'STUCK',
        openTasks: 1,
        hasWorkflow: true,
      });
      await expect(raiseVersion(tx, id + 1)).rejects.toThrow(/no invoice with the id/);
    }));
});

describe('Lists of invoices', () => {
  async function portfolio(tx: Tx): Promise<void> {
    await addCreditor(tx);
    await publishPolicy(tx, { creditor: 'acme', hash: 'h', policy, at: 0, by: 'anna' });
    await addInvoice(tx, 'open', { nextAt: 10 });
    await addInvoice(tx, 'held', { held: true, nextAt: null, ownTransferMode: 10 });
    await addInvoice(tx, 'automatic', { stage: 'LISTED', fixedMode: 20, nextAt: 30, hasWorkflow: true });
    await addInvoice(tx, 'manual', { stage: 'LISTED', fixedMode: 30, nextAt: 40, attention: 'CLOSES_SOON' });
    await addInvoice(tx, 'paid', { stage: 'PAID', nextAt: null, openPrincipal: 0 });
    await addInvoice(tx, 'reopening', { stage: 'PAID', nextAt: 50, openPrincipal: 0 });
    await addInvoice(tx, 'closed', { stage: 'CLOSED', nextAt: null });
    await addInvoice(tx, 'foreign', { creditor: 'other', nextAt: 20 });
  }

  it('can be narrowed by every field of the filter', () =>
    inOne(async (tx) => {
      await portfolio(tx);
      const shown = async (filter: object) => numbers(await listInvoices(tx, { ...filter, limit: 100 }));
      expect(await shown({})).toHaveLength(8);
      expect(await shown({ creditor: 'other' })).toEqual(['foreign']);
      expect(await shown({ stages: ['LISTED', 'CLOSED'] })).toEqual(['automatic', 'manual', 'closed']);
      expect(await shown({ stages: [] })).toEqual([]);
      expect(await shown({ mode: 10 })).toEqual(['held']);
      expect(await shown({ mode: 20, creditor: 'acme', stages: ['OPEN'] })).toEqual(['open']);
      expect(await shown({ tab: 'automatic' })).toEqual(['automatic']);
      expect(await shown({ tab: 'manual' })).toEqual(['manual']);
      expect(await shown({ held: true })).toEqual(['held']);
      expect(await shown({ held: false, stages: ['OPEN'] })).toEqual(['open', 'foreign']);
      expect(await shown({ attention: true })).toEqual(['manual']);
      expect(await shown({ attention: false })).toHaveLength(7);
      expect(await shown({ nextBefore: 30 })).toEqual(['open', 'foreign']);
      const customerId = await ensureCustomer(tx, 'acme', 'customer-of-paid');
      expect(await shown({ customerId })).toEqual(['paid']);
    }));

  it('are paged by id', () =>
    inOne(async (tx) => {
      await portfolio(tx);
      const first = await listInvoices(tx, { limit: 5 });
      const second = await listInvoices(tx, { afterId: first.at(-1)?.id ?? 0, limit: 5 });
      expect([...numbers(first), ...numbers(second)]).toHaveLength(8);
      expect(second).toHaveLength(3);
    }));

  it('of those without a workflow hold what may go on, and no other', () =>
    inOne(async (tx) => {
      await portfolio(tx);
      expect(numbers(await invoicesWithoutWorkflow(tx, { limit: 100 }))).toEqual([
        'open',
        'held',
        'manual',
        'reopening',
        'foreign',
      ]);
      expect(numbers(await invoicesWithoutWorkflow(tx, { limit: 100, nextBefore: 40 }))).toEqual([
        'open',
        'foreign',
      ]);
      const page = await invoicesWithoutWorkflow(tx, { limit: 2 });
      const afterId = page.at(-1)?.id ?? 0;
      expect(numbers(await invoicesWithoutWorkflow(tx, { limit: 2, afterId }))).toEqual([
        'manual',
        'reopening',
      ]);
    }));

  it('of the overdue ones begin with the longest overdue', () =>
    inOne(async (tx) => {
      await portfolio(tx);
      expect(numbers(await overdueInvoices(tx, 50, 100))).toEqual(['open', 'foreign', 'automatic', 'manual']);
      expect(numbers(await overdueInvoices(tx, 51, 100)).at(-1)).toBe('reopening');
      expect(numbers(await overdueInvoices(tx, 50, 1))).toEqual(['open']);
    }));

  it('count stages with the mode in force and what is open', () =>
    inOne(async (tx) => {
      await portfolio(tx);
      await addInvoice(tx, 'open too', { ownTransferMode: 20 });
      const counts = await countByStage(tx, 'acme');
      expect(counts).toContainEqual({
        creditor: 'acme',
        stage: 'OPEN',
        mode: 20,
        held: false,
        attention: null,
        count: 2,
        openTotal: 20_000,
      });
      expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(8);
      expect((await countByStage(tx)).reduce((sum, { count }) => sum + count, 0)).toBe(9);
    }));

  it('stream in pages while the database is written', async () => {
    const db = await freshDatabase();
    await db.transaction(async (tx) => {
      for (let n = 0; n < 25; n++) await addInvoice(tx, String(n), { dueOn: day('2026-01-31') });
    });
    const seen: string[] = [];
    for await (const { id, number } of eachRow({ limit: 10 }, (page) =>
      db.read((tx) => listInvoices(tx, { creditor: 'acme', ...page })),
    )) {
      seen.push(number);
      await db.transaction((tx) => raiseVersion(tx, id));
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => String(n)));
  });
});
