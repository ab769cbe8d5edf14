import { expect, test } from 'vitest';
import type { Deps } from '../../activities/deps.ts';
import { takeIn } from '../../activities/intake/take-in.ts';
import type { ReadAnswer } from '../../contracts/invoice.ts';
import { createSources } from '../../gather/sources.ts';
import { liveClock } from '../../worker/clock-interceptor.ts';
import { type Desk, openDesk } from './desk.ts';
import { openOffice, until } from './office.ts';

const office = openOffice();

// These stop the worker of the whole file, so they come one after the other.

/** The step's timer fires while no worker is there; what comes meanwhile waits with it. */
async function missStep(desk: Desk): Promise<void> {
  const { nextAt } = await desk.row();
  await office.stopWorker();
  await desk.clock().beginAdvanceTo(nextAt! + 1000);
  await until('the moment has come', async () => (await desk.clock().now()) >= nextAt!);
}

test('a payment that was only staged while the worker was down stops the letter', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await missStep(desk);
  await desk.stage([{ kind: 'payment', body: desk.booking('1001', 10_000) }]);
  await office.startWorker();
  await desk.untilRow('1001', (row) => row.stage === 'PAID');
  expect(desk.arrived()).toEqual([]);
  expect(desk.gateways.email.attempts).toEqual([]);
});

test('a payment booked while the worker was down stops the letter', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await missStep(desk);
  const batchId = await desk.stage([{ kind: 'payment', body: desk.booking('1001', 10_000) }]);
  // Another worker books it and is gone before anybody was told.
  const deps = { db: office.db, sources: createSources(false) } as Deps;
  const asOf = await desk.clock().now();
  await takeIn(deps, { creditor: desk.id, batchId }, asOf, () => undefined);
  await office.startWorker();
  await desk.untilRow('1001', (row) => row.stage === 'PAID');
  expect(desk.arrived()).toEqual([]);
  expect(desk.gateways.email.attempts).toEqual([]);
});

test('a pause told while the worker was down comes before the letter', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await missStep(desk);
  await desk.handle().signal('pause', { by: 'anna' });
  await office.startWorker();
  await desk.untilRow('1001', (row) => row.held);
  expect(desk.gateways.email.attempts).toEqual([]);
  await desk.ask('resume');
  await desk.toStage('REMINDED');
  expect(desk.arrived()).toEqual(['1/level/reminder-1']);
});

test('several updates in one go are all answered, those behind close too', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  await desk.claim();
  await desk.toStage('LISTED');
  await office.stopWorker();
  const messages = [
    ['approve', {}],
    ['revokeApproval', {}],
    ['close', { reason: 'enough' }],
    ['pause', {}],
    ['approve', {}],
    ['close', { reason: 'again' }],
    ['changeDueDate', { dueOn: '2031-01-01' }],
    ['reconsider', {}],
  ] as const;
  const asked = messages.map(async ([kind, content]) => {
    const args: [object] = [{ by: 'anna', ...content }];
    try {
      const answer = await desk.handle().executeUpdate<ReadAnswer, [object]>(kind, { args });
      return answer.ok ? answer.says : answer.refused;
    } catch (error) {
      return String((error as Error).cause ?? error);
    }
  });
  await office.startWorker();
  const answered = await Promise.all(asked);
  expect(answered).toHaveLength(messages.length);
  const closings = answered.filter((says) => says.includes('is closed as of'));
  expect(closings).toHaveLength(1);
  expect(await desk.row()).toMatchObject({ stage: 'CLOSED', closeReason: 'OPERATOR' });
  await desk.clock().untilQuiet();
  expect(await desk.clock().isRunning()).toBe(false);
  expect(desk.arrived('collector')).toEqual([]);
});

test('a case paused while the worker was down is not ordered; resumed, it is, once', async (context) => {
  const gateways = { collector: { acts: ['fail temporarily'] } } as const;
  const desk = await openDesk(office, context, { mode: 10, gateways });
  await desk.claim();
  await desk.toStage('TRANSFERRED');
  const opened = await desk.onlyCase();
  const { nextAt, nextStep, version } = await opened.row();
  expect(nextStep).toBe('handOverInstruction');
  await office.stopWorker();
  await opened.clock.beginAdvanceTo(nextAt! + 1000);
  await until('the moment has come', async () => (await opened.clock.now()) >= nextAt!);
  await opened.handle.signal('pause', { by: 'anna', version });
  await office.startWorker();
  await until('it is paused', async () => (await opened.row()).held);
  expect(opened.arrived).toEqual([]);
  expect(await opened.ask('resume')).toMatchObject({ ok: true });
  expect(await opened.row()).toMatchObject({ state: 'PROCESSING' });
  expect(opened.arrived).toEqual(['order']);
});

test('what a collector reports while the worker is down is read when it is back', async (context) => {
  const desk = await openDesk(office, context, { mode: 10 });
  await desk.claim();
  await desk.toStage('TRANSFERRED');
  const opened = await desk.onlyCase();
  await office.stopWorker();
  const receipts = [{ id: 'r-1', amount: 10_000, currency: 'EUR', on: desk.today }];
  const reported = opened.report({ receipts, status: 'closed' });
  await office.startWorker();
  await reported;
  expect(await opened.handle.result()).toEqual({ state: 'CLOSED', outcome: 'COLLECTED' });
  expect((await desk.row()).stage).toBe('PAID');
});

test('an activity that runs late decides on today’s facts', async () => {
  const [monday, friday] = [Date.parse('2026-03-09T09:00:00Z'), Date.parse('2026-03-06T09:00:00Z')];
  const seen: unknown[] = [];
  const run = (args: unknown[]) =>
    liveClock({} as never).inbound?.execute?.({ args, headers: {} }, async (input) =>
      seen.push(...input.args),
    );
  await run([{ asOf: friday }]);
  const { asOf: late } = seen[0] as { asOf: number };
  expect(late).toBeGreaterThan(monday);
  const ahead = Date.now() + 86_400_000;
  await run([{ asOf: ahead }, 'no clock', null, { asOf: 'soon' }]);
  expect(seen.slice(1)).toEqual([{ asOf: ahead }, 'no clock', null, { asOf: 'soon' }]);
});
