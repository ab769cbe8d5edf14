import { expect, test } from 'vitest';
import { DEFAULT_CASE_SETTINGS } from '../../domain/case/settings.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { type Desk, type DeskSettings, openDesk } from './desk.ts';
import type { LiveCase } from './live-case.ts';
import { openOffice, until } from './office.ts';
import { reconcileNow } from './reconcile-now.ts';

// No collector configuration is ever published here: every case goes to the built-in outbox.
const office = openOffice();
type Context = Parameters<typeof openDesk>[1];

/** A claim of 100 euros that went to debt collection by itself. */
async function transferred(
  context: Context,
  settings: DeskSettings = {},
): Promise<{ desk: Desk; opened: LiveCase }> {
  const desk = await openDesk(office, context, { mode: 10, ...settings });
  await desk.claim();
  await desk.toStage('TRANSFERRED');
  return { desk, opened: await desk.onlyCase() };
}

const receipt = (amount: string, externalId: string) => ({ amount, externalId });

test.concurrent('notice, list, transfer, order, two receipts, closed: the whole path of mode 20', async (context) => {
  const desk = await openDesk(office, context, { mode: 20 });
  await desk.invoice();
  for (const stage of ['NOTICED', 'LISTED', 'TRANSFERRED'] as const) await desk.toStage(stage);
  const { transferredOn } = await desk.row();
  expect(await desk.handle().result()).toEqual({ stage: 'TRANSFERRED' });
  const opened = await desk.onlyCase();
  expect(await opened.row()).toMatchObject({
    reference: '1001-1',
    source: 'transfer',
    state: 'PROCESSING',
    configuration: 'outbox',
    configurationVersion: 0,
    processingTimeoutOn: transferredOn! + 365,
  });
  expect(await opened.ask('addCollectedAmount', receipt('40.00', 'r-1'))).toMatchObject({ ok: true });
  expect(await desk.row()).toMatchObject({ stage: 'TRANSFERRED', openPrincipal: 6000 });
  expect(await opened.ask('addCollectedAmount', receipt('40.00', 'r-1'))).toMatchObject({ ok: true });
  expect(await opened.ask('addCollectedAmount', receipt('60.00', 'r-2'))).toMatchObject({ ok: true });
  expect(await opened.row()).toMatchObject({ collected: 10_000, held: true, attention: 'PRINCIPAL_PAID' });
  expect(await opened.ask('close', { reason: 'settled' })).toMatchObject({ ok: true });
  expect(await opened.handle.result()).toEqual({ state: 'CLOSED', outcome: 'COLLECTED' });
  expect(await desk.row()).toMatchObject({ stage: 'PAID', openPrincipal: 0 });
  expect(await opened.events()).toEqual([
    'created',
    'prepared',
    'order handed over',
    'accepted by the collector',
    'amount collected',
    'amount collected',
    'principal paid',
    'closed',
  ]);
  expect(opened.arrived).toEqual(['order', expect.stringMatching(/^pause\/principal-paid/), 'closed']);
});

test.concurrent('what the bank books during processing is told to the collector once, a reversal too', async (context) => {
  const { desk, opened } = await transferred(context);
  await desk.book('1001', 4000);
  expect(await opened.row()).toMatchObject({ state: 'PROCESSING', openPrincipal: 6000, collected: 0 });
  await opened.ask('lookAgain');
  await opened.ask('lookAgain');
  expect(opened.arrived).toEqual(['order', 'booking/b-1']);
  await desk.book('1001', 4000, { kind: 'reversal' });
  expect(await opened.row()).toMatchObject({ state: 'PROCESSING', openPrincipal: 10_000 });
  expect(opened.arrived).toEqual(['order', 'booking/b-1', 'booking/b-2']);
  const told = desk.gateways.collector.arrived.map(({ content }) => content);
  expect(told[1]).toMatchObject({
    kind: 'instruction',
    about: { booking: 'payment', amount: 4000, open: 6000 },
  });
  expect(told[2]).toMatchObject({ about: { booking: 'reversal', amount: 4000, open: 10_000 } });
});

test.concurrent('a principal paid to the bank pauses the case, and goes on when the bank takes it back', async (context) => {
  const { desk, opened } = await transferred(context);
  await desk.book('1001', 10_000);
  expect(await opened.row()).toMatchObject({ held: true, attention: 'PRINCIPAL_PAID', because: 'TIMEOUT' });
  expect(await opened.details()).toContain('**Needs you: PRINCIPAL_PAID.**');
  await desk.book('1001', 10_000, { kind: 'reversal' });
  expect(await opened.row()).toMatchObject({ held: false, attention: null, principalPaidOn: null });
  const kinds = opened.arrived.map((key) => key.split('/')[0]);
  expect(kinds).toEqual(['order', 'pause', 'booking', 'resume', 'booking']);
});

test.concurrent('a case that completes by itself waives its costs so many days after its principal is paid', async (context) => {
  const cases = { ...DEFAULT_CASE_SETTINGS, onPrincipalPaid: 'complete', waiveCostsAfterDays: 5 } as const;
  const { desk, opened } = await transferred(context, { policy: { cases } });
  await opened.ask('addCharge', { charge: 'cost', amount: '15.00', externalId: 'c-1' });
  await desk.book('1001', 10_000, { kind: 'credit' });
  const { principalPaidOn, nextAt } = await opened.row();
  expect(nextAt).toBe(desk.calendar.instantOf(principalPaidOn! + 5, 0));
  await opened.advanceTo(nextAt! - 2000);
  expect(await opened.row()).toMatchObject({ state: 'PROCESSING', openCosts: 1500, held: false });
  await opened.toNextStep();
  expect(await opened.handle.result()).toEqual({ state: 'CLOSED', outcome: 'COLLECTED' });
  expect(await desk.row()).toMatchObject({ stage: 'PAID', openCosts: 0 });
  expect(opened.arrived.at(-1)).toBe('closed');
});

test.concurrent('a case that completes by itself does so at once when nothing is left', async (context) => {
  const cases = { ...DEFAULT_CASE_SETTINGS, onPrincipalPaid: 'complete' } as const;
  const { desk, opened } = await transferred(context, { policy: { cases } });
  await opened.ask('addCollectedAmount', receipt('100.00', 'r-1'));
  expect(await opened.handle.result()).toEqual({ state: 'CLOSED', outcome: 'COLLECTED' });
  expect((await desk.row()).stage).toBe('PAID');
});

test.concurrent('a case times out after its days, and its invoice waits under a hold for a new start', async (context) => {
  const { desk, opened } = await transferred(context);
  const { processingStartedAt, processingTimeoutOn, nextStep, nextAt } = await opened.row();
  expect(processingTimeoutOn).toBe(desk.calendar.dayOf(processingStartedAt!) + 365);
  expect({ nextStep, nextAt }).toEqual({
    nextStep: 'timeOutCase',
    nextAt: desk.calendar.instantOf(processingTimeoutOn!, 0),
  });
  const details = await opened.details();
  expect(details.match(/times out/gi)).toHaveLength(1);
  expect(details).toContain(`Times out on ${formatDay(processingTimeoutOn!)}.`);
  await opened.advanceTo(nextAt! - 2000);
  expect((await opened.row()).state).toBe('PROCESSING');
  await opened.toNextStep();
  expect(await opened.handle.result()).toEqual({ state: 'CLOSED', outcome: 'TIMED_OUT' });
  expect(opened.arrived).toEqual(['order', 'closed']);
  await desk.untilQuiet();
  expect(await desk.row()).toMatchObject({ stage: 'NOTICED', held: true, nextAt: null });
  expect(await desk.handle().query('whyNot')).toMatchObject({ because: 'HELD' });
});

test.concurrent('a paused case tells its collector, lets the debtor pay, and goes on at its day', async (context) => {
  const { opened } = await transferred(context);
  const until = new Date((await opened.clock.now()) + 10 * 86_400_000).toISOString().slice(0, 10);
  expect(await opened.ask('pause', { until, reason: 'a promise' })).toMatchObject({ state: { held: true } });
  expect(await opened.ask('pause')).toMatchObject({ ok: false });
  expect(await opened.ask('addCollectedAmount', receipt('10.00', 'r-1'))).toMatchObject({ ok: true });
  const { because, nextStep } = await opened.row();
  expect({ because, nextStep }).toEqual({ because: 'HOLD_CHANGES', nextStep: 'waitForCase' });
  await opened.toNextStep();
  expect(await opened.row()).toMatchObject({ held: false, state: 'PROCESSING', nextStep: 'timeOutCase' });
  expect(await opened.ask('resume')).toMatchObject({ ok: true });
  expect(opened.arrived.map((key) => key.split('/')[0])).toEqual(['order', 'pause']);
});

test.concurrent('Cancel is noted as a request, and the case goes on', async (context) => {
  const { opened } = await transferred(context);
  await opened.handle.cancel();
  await until('it is noted', async () => (await opened.row()).attention === 'CANCEL_REQUESTED');
  await opened.clock.untilQuiet();
  expect(await opened.details()).toContain('give a reason with `close`');
  expect(await opened.ask('lookAgain')).toMatchObject({ ok: true, state: { attention: null } });
  expect(await opened.ask('addCollectedAmount', receipt('10.00', 'r-1'))).toMatchObject({ ok: true });
});

test.concurrent('after Terminate the sweep takes the case up again, and nothing is ordered twice', async (context) => {
  const { desk, opened } = await transferred(context);
  await opened.handle.terminate('a slip of the mouse');
  expect(await opened.clock.isRunning()).toBe(false);
  await until('the sweep finds it', async () => {
    await reconcileNow(office);
    return opened.clock.isRunning();
  });
  await desk.untilQuiet();
  expect(await opened.row()).toMatchObject({
    state: 'PROCESSING',
    nextStep: 'timeOutCase',
    hasWorkflow: true,
  });
  await opened.ask('addCollectedAmount', receipt('10.00', 'r-1'));
  expect(opened.arrived).toEqual(['order']);
});

test.concurrent('a terminated case answers a message by starting again', async (context) => {
  const { opened } = await transferred(context);
  await opened.handle.terminate();
  expect(await opened.ask('pause')).toMatchObject({ ok: true, state: { held: true } });
  expect(await opened.clock.isRunning()).toBe(true);
});

test.concurrent('two who decided on the same version: the second is refused as a conflict', async (context) => {
  const { opened } = await transferred(context);
  const { version } = await opened.row();
  expect(await opened.ask('pause', { version })).toMatchObject({ ok: true });
  expect(await opened.ask('close', { version, reason: 'settled' })).toMatchObject({
    ok: false,
    refused: expect.stringContaining(`was decided on version ${version}`),
  });
  expect((await opened.row()).state).toBe('PROCESSING');
});
