import { expect, onTestFinished, test } from 'vitest';
import { RowKind } from '../../contracts/intake.ts';
import { findCreditor, publishPolicy, saveCreditor, setLedgerFreshAt } from '../../db/creditor/creditors.ts';
import { completeBatch, stageBatch } from '../../db/intake/intake.ts';
import { noticeStaged } from '../../worker/notice-staged.ts';
import { type Desk, openDesk } from './desk.ts';
import { openOffice } from './office.ts';

const office = openOffice();
const HOUR = 3_600_000;

/** The step's moment comes, and something keeps it back. */
async function keptBack(desk: Desk, because: string, number = '1001'): Promise<void> {
  await desk.toNextStep(number);
  expect(await desk.row(number)).toMatchObject({ keptBackBy: because, levelsDone: 0 });
  expect(desk.arrived()).toEqual([]);
}

async function expectReminded(desk: Desk, number = '1001'): Promise<void> {
  await desk.untilRow(number, (row) => row.stage === 'REMINDED');
  expect(desk.arrived()).toEqual([`${number === '1001' ? '1' : number}/level/reminder-1`]);
}

test('a fresh ledger lets go what waited for it, inside the same window', async (context) => {
  const desk = await openDesk(office, context, { policy: { ledgerFreshHours: 24 } });
  await desk.invoice();
  await keptBack(desk, 'LEDGER_STALE');
  const now = await desk.clock().now();
  const before = await desk.row();
  // Its next try is a day or more ahead; a file with a header only says that nothing was paid.
  expect(before.nextAt! - now).toBeGreaterThan(10 * HOUR);
  const batchId = `${desk.id}-header-only`;
  await office.db.transaction(async (tx) => {
    await stageBatch(tx, { id: batchId, creditor: desk.id, by: 'test', at: now });
    await completeBatch(tx, batchId, 0, now, { freshAt: now, partial: false });
  });
  await office.client.startIntake({ creditor: desk.id, batchId });
  await expectReminded(desk);
  expect((await desk.effects())[0]!.plannedAt - now).toBeLessThan(HOUR);
});

test('a direct debit called off, a customer exempt no more or taken out of the archive: decided again at once', async (context) => {
  const desk = await openDesk(office, context);
  const customer = { customer: 'c-1001', name: 'Jan', email: 'jan@example.org' };
  const say = (more: object) => desk.takeIn([{ kind: RowKind.CUSTOMER, body: { ...customer, ...more } }]);
  await desk.invoice();
  await say({ archived: true });
  expect(await desk.row()).toMatchObject({ because: 'CUSTOMER_ARCHIVED', nextAt: null });
  await say({ archived: false, dunningOptOut: true });
  expect(await desk.row()).toMatchObject({ because: 'CUSTOMER_OPTED_OUT', nextAt: null });
  await say({ dunningOptOut: false, directDebitOn: desk.today + 365 });
  expect((await desk.row()).nextAt).toBeGreaterThan(desk.calendar.instantOf(desk.today + 365, 0));
  await say({ directDebitOn: desk.today });
  expect((await desk.row()).nextAt).toBeLessThan(desk.calendar.instantOf(desk.today + 100, 0));
  await desk.toNextStep();
  await expectReminded(desk);
});

test('a lower minimum amount reaches what waited for it, by migration', async (context) => {
  const desk = await openDesk(office, context, { policy: { minimumAmount: 20_000 } });
  await desk.invoice();
  expect(await desk.row()).toMatchObject({
    because: 'BELOW_MINIMUM',
    nextAt: null,
    keptBackBy: 'BELOW_MINIMUM',
  });
  const policy = { ...desk.creditor.policy, minimumAmount: 1_000 };
  const version = await office.db.transaction(async (tx) => {
    const published = { creditor: desk.id, hash: 'lower', policy, at: Date.now(), by: 'anna' };
    const { version: next } = await publishPolicy(tx, published);
    await saveCreditor(tx, { ...desk.creditor, policy }, next);
    return next;
  });
  const operation = { creditor: desk.id, operationId: 'lower', by: 'anna', scope: 'creditor' } as const;
  await office.client.startBulk({ ...operation, action: { kind: 'migratePolicy', toVersion: version } });
  await office.client.bulkResult({ ...operation, action: { kind: 'migratePolicy', toVersion: version } });
  await desk.untilRow('1001', (row) => row.nextAt !== null && row.keptBackBy === null);
  await desk.toNextStep();
  await expectReminded(desk);
});

test('a surplus that is used up lets the other invoices of that customer go', async (context) => {
  const desk = await openDesk(office, context, { policy: { onUnmatchedCredit: 'wait' } });
  const watch = noticeStaged(office.db, office.temporal, { everyMs: 100 });
  onTestFinished(() => watch.stop());
  const customer = 'shared';
  await desk.invoice('1', { customer });
  await desk.invoice('2', { customer });
  await desk.book('1', 15_000);
  await keptBack(desk, 'UNMATCHED_CREDIT', '2');
  await desk.book('1', 5_000, { kind: 'refund' });
  await desk.untilRow('2', (row) => row.stage === 'REMINDED');
  expect(desk.arrived('letter')).toEqual(['1/level/reminder-1']);
});

test('a ledger that is fresh as of an earlier moment than known wakes nobody', async (context) => {
  const desk = await openDesk(office, context);
  const now = Date.now();
  const set = (at: number) => office.db.transaction((tx) => setLedgerFreshAt(tx, desk.id, at));
  expect([await set(now), await set(now - 1), await set(now)]).toEqual([true, false, false]);
  expect(await office.db.read((tx) => findCreditor(tx, desk.id))).toMatchObject({ ledgerFreshAt: now });
});
