import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { BulkInput, BulkProgress } from '../../contracts/background.ts';
import { RowKind } from '../../contracts/intake.ts';
import { type Desk, openDesk } from './desk.ts';
import { openOffice } from './office.ts';

const office = openOffice();

async function onAll(desk: Desk, changed: Partial<BulkInput>): Promise<BulkProgress> {
  const pause = { kind: 'pause', reason: 'OPERATOR', holdKind: 'reminders' } as const;
  const base = { creditor: desk.id, operationId: randomUUID(), by: 'anna', scope: 'creditor' } as const;
  const input: BulkInput = { action: pause, ...base, ...changed };
  await office.client.startBulk(input);
  const progress = await office.client.bulkResult(input);
  for (const number of ['1', '2', '3']) await desk.clock(number).untilQuiet();
  return progress;
}

const RESUME = { action: { kind: 'resume' } } as const;

async function threeInvoices(desk: Desk): Promise<void> {
  await desk.takeIn([
    { kind: RowKind.CUSTOMER, body: { customer: 'c-1', name: 'Jan', email: 'jan@example.org' } },
    { kind: RowKind.CUSTOMER, body: { customer: 'c-3', name: 'Piet', email: 'piet@example.org' } },
    { kind: RowKind.INVOICE, body: desk.staged('1', { customer: 'c-1' }) },
    { kind: RowKind.INVOICE, body: desk.staged('2', { customer: 'c-1' }) },
    { kind: RowKind.INVOICE, body: desk.staged('3', { customer: 'c-3' }) },
  ]);
}

const held = async (desk: Desk) => [
  (await desk.row('1')).held,
  (await desk.row('2')).held,
  (await desk.row('3')).held,
];

test.concurrent('a pause of the creditor holds all its invoices until it is resumed', async (context) => {
  const desk = await openDesk(office, context);
  await threeInvoices(desk);
  const plans = (await desk.row('1')).nextAt!;
  expect(await onAll(desk, {})).toMatchObject({ woken: 3, done: true });
  expect(await held(desk)).toEqual([true, true, true]);
  await desk.advanceTo(plans + 1000, '1');
  expect(desk.arrived()).toEqual([]);
  expect(await onAll(desk, {})).toMatchObject({ says: 'The creditor was already paused like that.' });
  expect(await onAll(desk, RESUME)).toMatchObject({ woken: 3 });
  expect(await held(desk)).toEqual([false, false, false]);
  await desk.untilRow('1', (row) => row.stage === 'REMINDED');
  expect(desk.arrived()).toEqual(['1/level/reminder-1']);
});

test.concurrent('a pause of a customer holds its invoices only; their own pauses outlast it', async (context) => {
  const desk = await openDesk(office, context);
  await threeInvoices(desk);
  await desk.ask('pause', {}, '2');
  const ofCustomer = { scope: 'customer', customer: 'c-1' } as const;
  expect(await onAll(desk, ofCustomer)).toMatchObject({ woken: 2 });
  expect(await held(desk)).toEqual([true, true, false]);
  await onAll(desk, { ...ofCustomer, ...RESUME });
  expect(await held(desk)).toEqual([false, true, false]);
});

test.concurrent('an unknown customer is refused in words', async (context) => {
  const desk = await openDesk(office, context);
  await threeInvoices(desk);
  const progress = await onAll(desk, { scope: 'customer', customer: 'c-9' });
  expect(progress).toMatchObject({ says: 'There is no customer c-9.', woken: 0, done: true });
});

test.concurrent('a creditor-wide pause delays an approved claim but keeps its approval', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  await desk.claim(5, '1');
  await desk.toStage('LISTED', '1');
  await desk.ask('approve', {}, '1');
  const run = (await desk.row('1')).nextAt!;
  // Dated from the day the claim's own clock shows, which is ahead of ours.
  await onAll(desk, {});
  await desk.advanceTo(run + 1000, '1');
  expect(await desk.row('1')).toMatchObject({ stage: 'LISTED', held: true });
  expect((await desk.row('1')).approvedAt).not.toBeNull();
  await onAll(desk, RESUME);
  await desk.toStage('TRANSFERRED', '1');
});

test.concurrent('the same operation twice is one pause', async (context) => {
  const desk = await openDesk(office, context);
  await threeInvoices(desk);
  const operationId = randomUUID();
  const first = await onAll(desk, { operationId });
  const second = await onAll(desk, { operationId });
  expect(second.says).toBe(first.says);
  await onAll(desk, RESUME);
  expect(await held(desk)).toEqual([false, false, false]);
});
