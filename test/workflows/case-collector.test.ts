import { expect, test } from 'vitest';
import { OrderStatus } from '../../domain/case/report.ts';
import { Act } from '../gateways/scripted-gateway.ts';
import { publishCollector } from './collectors-of.ts';
import { type Desk, type DeskSettings, openDesk } from './desk.ts';
import type { LiveCase } from './live-case.ts';
import { openOffice } from './office.ts';
import { reconcileNow } from './reconcile-now.ts';

const office = openOffice();
type Context = Parameters<typeof openDesk>[1];
const HOUR = 3_600_000;

interface AtCollector extends DeskSettings {
  readonly acts?: readonly Act[];
  readonly terms?: Parameters<typeof publishCollector>[1];
}

/** A claim of 100 euros whose case went to a collector that takes words and answers later, by a report. */
async function withCollector(
  context: Context,
  { acts = [], terms, ...settings }: AtCollector = {},
): Promise<{ desk: Desk; opened: LiveCase }> {
  const gateways = { collector: { acts, afterwards: Act.HAND_OVER } };
  const desk = await openDesk(office, context, { mode: 10, gateways, ...settings });
  await publishCollector(desk, terms);
  await desk.claim();
  while ((await desk.cases()).length === 0) await desk.toNextStep();
  return { desk, opened: await desk.onlyCase() };
}

const money = (desk: Desk, id: string, amount: number) => ({ id, amount, currency: 'EUR', on: desk.today });

test.concurrent('a collector takes the order, accepts it later, reports two receipts, and the case is closed', async (context) => {
  const { desk, opened } = await withCollector(context);
  expect(await opened.row()).toMatchObject({ state: 'PENDING', configuration: `agency-${desk.id}` });
  expect(await opened.details()).toContain('has not accepted it yet');
  await opened.report();
  expect(await opened.row()).toMatchObject({ state: 'PROCESSING' });
  const receipts = [money(desk, 'r-1', 4000)];
  await opened.report({ receipts });
  await opened.report({ receipts });
  expect(await opened.row()).toMatchObject({ collected: 4000, openPrincipal: 6000 });
  expect(await desk.row()).toMatchObject({ stage: 'TRANSFERRED', openPrincipal: 6000 });
  await opened.report({ receipts: [...receipts, money(desk, 'r-2', 6000)], status: OrderStatus.CLOSED });
  expect(await opened.handle.result()).toEqual({ state: 'CLOSED', outcome: 'COLLECTED' });
  expect((await desk.row()).stage).toBe('PAID');
  expect((await opened.events()).filter((event) => event === 'amount collected')).toHaveLength(2);
  expect(opened.arrived).toEqual(['order']);
});

test.concurrent('a collector whose word got lost is asked, and its answer counts once', async (context) => {
  const { desk, opened } = await withCollector(context);
  await opened.report({ receipts: [money(desk, 'r-1', 4000)] }, 'lost');
  expect(await opened.row()).toMatchObject({ state: 'PENDING', nextStep: 'askCollector' });
  await opened.toNextStep();
  expect(await opened.row()).toMatchObject({ state: 'PROCESSING', collected: 4000 });
  await opened.advanceTo((await opened.clock.now()) + 3 * HOUR);
  expect(desk.gateways.collector.asked.length).toBeGreaterThanOrEqual(3);
  expect(await opened.row()).toMatchObject({ state: 'PROCESSING', collected: 4000 });
});

test.concurrent('a collector that rejects the order fails the case, and its invoice waits for a new start', async (context) => {
  const { desk, opened } = await withCollector(context);
  await opened.report({ status: OrderStatus.REJECTED, reason: 'address abroad' });
  expect(await opened.handle.result()).toEqual({ state: 'FAILED' });
  expect(await opened.row()).toMatchObject({
    failureCategory: 'END_USER',
    failureReason: 'address abroad',
    attention: 'FAILED',
  });
  expect(await desk.row()).toMatchObject({ stage: 'NOTICED', held: true, nextAt: null });
});

test.concurrent('a collector that refuses the order for good fails the case', async (context) => {
  const { desk, opened } = await withCollector(context, { acts: [Act.FAIL_FOR_GOOD] });
  expect(await opened.handle.result()).toEqual({ state: 'FAILED' });
  expect(await opened.row()).toMatchObject({
    failureCategory: 'INTERNAL',
    failureReason: expect.stringContaining('no such address'),
  });
  expect(await desk.row()).toMatchObject({ stage: 'NOTICED', held: true });
  expect(opened.arrived).toEqual([]);
});

test.concurrent('a case under review is sent back, prepared again and reviewed; then it is ordered once', async (context) => {
  const { desk, opened } = await withCollector(context, { terms: { skipReview: false } });
  expect(await opened.row()).toMatchObject({ state: 'REVIEWING', nextAt: null, because: 'AWAITS_REVIEW' });
  expect(await opened.ask('sendBack', { reason: 'the contract is missing' })).toMatchObject({ ok: true });
  expect(await opened.row()).toMatchObject({ state: 'PREPARING', because: 'AWAITS_PREPARATION' });
  expect(await opened.ask('markAsReviewed')).toMatchObject({ ok: false });
  expect(await opened.ask('markAsPrepared')).toMatchObject({ ok: true, state: { state: 'REVIEWING' } });
  expect(opened.arrived).toEqual([]);
  await desk.book('1001', 1000);
  expect((await opened.row()).amount).toBe(9000);
  expect(await opened.ask('markAsReviewed', { by: 'ben' })).toMatchObject({ ok: true });
  expect(await opened.row()).toMatchObject({ state: 'PENDING', reviewer: 'ben', amount: 9000 });
  expect(opened.arrived).toEqual(['order']);
});

test.concurrent('a case that no configuration matches waits with a task, and goes on when one does', async (context) => {
  const { desk, opened } = await withCollector(context, { terms: { state: 'INACTIVE' } });
  expect(await opened.row()).toMatchObject({
    state: 'PREPARING',
    attention: 'NO_CONFIGURATION',
    because: 'NO_CONFIGURATION',
    nextAt: null,
  });
  await publishCollector(desk, { name: `other-${desk.id}` });
  expect(await opened.ask('markAsPrepared')).toMatchObject({ ok: true, state: { attention: null } });
  expect(await opened.row()).toMatchObject({ state: 'PENDING', configuration: `other-${desk.id}` });
  expect(opened.arrived).toEqual(['order']);
});

test.concurrent('a fully paused customer keeps the order back until the pause ends', async (context) => {
  const { desk, opened } = await withCollector(context, { acts: [Act.FAIL_TEMPORARILY] });
  const scope = { creditor: desk.id, by: 'anna', scope: 'customer', customer: 'c-1001' } as const;
  const pause = { kind: 'pause', reason: 'DECEASED', holdKind: 'full' } as const;
  const inBulk = async (operationId: string, action: typeof pause | { readonly kind: 'resume' }) => {
    await office.client.startBulk({ ...scope, operationId, action });
    await office.client.bulkResult({ ...scope, operationId, action });
    await desk.untilQuiet();
  };
  await inBulk(`${desk.id}-1`, pause);
  expect(await opened.row()).toMatchObject({ held: true, state: 'PENDING', because: 'HELD', nextAt: null });
  await opened.advanceDays(2);
  expect(opened.arrived).toEqual([]);
  await inBulk(`${desk.id}-2`, { kind: 'resume' });
  expect(await opened.row()).toMatchObject({ held: false, state: 'PENDING' });
  expect(opened.arrived).toEqual(['order']);
});

test.concurrent('deactivated at once and followed until the collector acknowledges; resumed and started again, the invoice comes to case 2', async (context) => {
  const { desk, opened } = await withCollector(context);
  const steps = [{ id: 's-1', what: 'letter', on: desk.today }];
  await opened.report({ steps, receipts: [money(desk, 'r-1', 2500)] });
  expect(await opened.ask('deactivate', { acknowledged: ['published'] })).toMatchObject({
    ok: false,
    refused: expect.stringContaining('Acknowledge `stepsTaken`'),
  });
  expect(await opened.ask('deactivate', { acknowledged: ['published', 'stepsTaken'] })).toMatchObject({
    ok: true,
    says: expect.stringContaining('may charge for it'),
  });
  expect(opened.arrived).toEqual(['order', 'withdrawal']);
  expect(await opened.row()).toMatchObject({ state: 'PROCESSING', because: 'AWAITS_WITHDRAWAL' });
  expect((await opened.row()).deactivatedAt).not.toBeNull();
  expect(await desk.row()).toMatchObject({ stage: 'NOTICED', held: true });

  await opened.report({ steps, receipts: [money(desk, 'r-1', 2500)], status: OrderStatus.WITHDRAWN });
  expect(await opened.handle.result()).toEqual({ state: 'CLOSED', outcome: 'WITHDRAWN', deactivated: true });
  expect(await desk.row()).toMatchObject({ stage: 'NOTICED', held: true, nextAt: null, openPrincipal: 7500 });
  expect(await desk.details()).toMatch(/paused/i);

  expect(await desk.startCase(['1001'])).toMatchObject({
    ok: false,
    refused: expect.stringContaining('Debt collection case deactivated'),
  });
  expect(await desk.ask('resume')).toMatchObject({ ok: true });
  await desk.clock().advanceTo((await desk.clock().now()) + 90 * 24 * HOUR);
  expect(await desk.row()).toMatchObject({ stage: 'NOTICED', held: false, nextAt: null });
  expect(await desk.startCase(['1001'])).toMatchObject({ ok: true, reference: '1001-2', isNew: true });
  const [, again] = await desk.cases();
  expect(await again!.row()).toMatchObject({ reference: '1001-2', externalId: '1001-2', amount: 7500 });
  expect((await desk.row()).stage).toBe('TRANSFERRED');
  expect(await again!.ask('markAsPrepared')).toMatchObject({ ok: true });
  expect(again!.arrived).toEqual(['order']);
});

test.concurrent('a deactivated case is asked for; money that still comes is booked on the invoice', async (context) => {
  const { desk, opened } = await withCollector(context);
  await opened.report();
  expect(await opened.ask('deactivate', { acknowledged: ['published'] })).toMatchObject({ ok: true });
  expect(await opened.clock.isRunning()).toBe(true);
  expect(opened.arrived).toEqual(['order', 'withdrawal']);
  expect(await desk.row()).toMatchObject({ stage: 'NOTICED', held: true });
  await opened.report({ receipts: [money(desk, 'r-1', 10_000)], status: OrderStatus.WITHDRAWN }, 'untold');
  await reconcileNow(office);
  await desk.untilQuiet();
  expect(await opened.clock.isRunning()).toBe(false);
  expect((await desk.row()).stage).toBe('PAID');
});

test.concurrent('a withdrawal closes the case when the collector acknowledges it', async (context) => {
  const { desk, opened } = await withCollector(context);
  await opened.report();
  expect(await opened.ask('withdraw', { reason: 'paid to us' })).toMatchObject({ ok: true });
  expect(await opened.row()).toMatchObject({ state: 'PROCESSING', withdrawalAsked: true });
  expect(await opened.ask('message', { text: 'thank you' })).toMatchObject({ ok: true });
  expect(opened.arrived.map((key) => key.split('/')[0])).toEqual(['order', 'withdrawal', 'message']);
  await opened.report({ status: OrderStatus.WITHDRAWN });
  expect(await opened.handle.result()).toEqual({ state: 'CLOSED', outcome: 'WITHDRAWN' });
  expect(await desk.row()).toMatchObject({ stage: 'NOTICED', held: true });
});
