import { expect, test } from 'vitest';
import { takeIn } from '../../activities/intake/take-in.ts';
import { RowKind } from '../../contracts/intake.ts';
import { invoicesWithoutWorkflow } from '../../db/invoice/invoices.ts';
import { lyingWakes } from '../../db/invoice/wake.ts';
import { createSources } from '../../gather/sources.ts';
import { type Desk, openDesk } from './desk.ts';
import { openOffice, until } from './office.ts';
import { reconcileNow } from './reconcile-now.ts';

const office = openOffice();

/** Takes rows in and is killed before any workflow was started or told. */
async function takeInAndDie(desk: Desk, rows: readonly { kind: RowKind; body: object }[]): Promise<void> {
  const batchId = await desk.stage(rows);
  const unreachable = () => Promise.reject(new Error('killed before'));
  const workflows = {
    startInvoice: unreachable,
    wakeInvoice: unreachable,
    startIntake: unreachable,
    startCase: unreachable,
    wakeCase: unreachable,
    startSendSignals: unreachable,
    ensureSignalSchedules: unreachable,
    countRunning: unreachable,
    runningAmong: unreachable,
    runs: unreachable,
    eachRunning: () => {
      throw new Error('killed before');
    },
    failingTasks: unreachable,
  };
  const { gateways } = desk;
  const deps = {
    db: office.db,
    gateways,
    municipalities: () => {
      throw new Error('no signals are sent here');
    },
    sources: createSources(false),
    workflows,
    approve: 'none',
  } as const;
  await takeIn(deps, { creditor: desk.id, batchId }, Date.now(), () => undefined);
}

test('an intake killed between commit and start is healed by the sweep', async (context) => {
  const desk = await openDesk(office, context);
  await takeInAndDie(desk, [
    { kind: RowKind.INVOICE, body: desk.staged('1') },
    { kind: RowKind.INVOICE, body: desk.staged('2') },
  ]);
  expect(await desk.clock('1').isRunning()).toBe(false);
  expect(await reconcileNow(office)).toMatchObject({ odd: [] });
  expect([await desk.clock('1').isRunning(), await desk.clock('2').isRunning()]).toEqual([true, true]);
  expect((await office.db.read((tx) => lyingWakes(tx, 1))).invoices).toEqual([]);
  expect(await office.db.read((tx) => invoicesWithoutWorkflow(tx, { limit: 10 }))).toEqual([]);
});

test('a payment whose wake was lost is seen by the sweep', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await takeInAndDie(desk, [{ kind: RowKind.PAYMENT, body: desk.booking('1001', 10_000) }]);
  expect((await desk.row()).stage).toBe('OPEN');
  await reconcileNow(office);
  await desk.untilRow('1001', (row) => row.stage === 'PAID');
});

test('a batch staged and never taken in is taken in by the sweep', async (context) => {
  const desk = await openDesk(office, context);
  await desk.stage([{ kind: RowKind.INVOICE, body: desk.staged('1') }]);
  await reconcileNow(office);
  await until('it runs', () => desk.clock('1').isRunning());
});

test('the same rows twice change nothing', async (context) => {
  const desk = await openDesk(office, context);
  const rows = [
    { kind: RowKind.INVOICE, body: desk.staged('1') },
    { kind: RowKind.PAYMENT, body: desk.booking('1', 2500) },
  ];
  expect(await desk.takeIn(rows)).toMatchObject({ taken: 2, unchanged: 0 });
  const before = await desk.row('1');
  expect(await desk.takeIn(rows)).toMatchObject({ taken: 0, unchanged: 2 });
  expect(await desk.row('1')).toEqual(before);
});

test('a payment that came before its invoice is matched when the invoice comes', async (context) => {
  const desk = await openDesk(office, context);
  await desk.takeIn([{ kind: RowKind.PAYMENT, body: desk.booking('1', 4000) }]);
  await desk.takeIn([{ kind: RowKind.INVOICE, body: desk.staged('1') }]);
  expect(await desk.row('1')).toMatchObject({ openPrincipal: 6000 });
});

test('an invoice paid before it came needs no workflow', async (context) => {
  const desk = await openDesk(office, context);
  await desk.takeIn([{ kind: RowKind.PAYMENT, body: desk.booking('1', 10_000) }]);
  await desk.takeIn([{ kind: RowKind.INVOICE, body: desk.staged('1') }]);
  expect(await desk.row('1')).toMatchObject({ stage: 'PAID' });
  expect(await desk.clock('1').isRunning()).toBe(false);
});

test('with enrolDaysAhead far invoices wait in their rows, and those near are started', async (context) => {
  const desk = await openDesk(office, context, { creditor: { enrolDaysAhead: 30 } });
  const { today } = desk;
  await desk.takeIn([
    { kind: RowKind.INVOICE, body: desk.staged('near', { dueOn: today + 10 }) },
    { kind: RowKind.INVOICE, body: desk.staged('far', { dueOn: today + 100 }) },
    { kind: RowKind.INVOICE, body: desk.staged('never', { dueOn: undefined as never }) },
  ]);
  const running = async () => [
    await desk.clock('near').isRunning(),
    await desk.clock('far').isRunning(),
    await desk.clock('never').isRunning(),
  ];
  expect(await running()).toEqual([true, false, false]);
  await reconcileNow(office);
  expect(await running()).toEqual([true, false, false]);
  for (const number of ['far', 'never']) {
    await desk.book(number, 10_000);
    expect(await desk.row(number)).toMatchObject({ stage: 'PAID', openPrincipal: 0, hasWorkflow: false });
  }
  expect(await running()).toEqual([true, false, false]);
});

test('a reversal reopens an invoice that waits in its row', async (context) => {
  const desk = await openDesk(office, context, { creditor: { enrolDaysAhead: 30 } });
  await desk.takeIn([{ kind: RowKind.INVOICE, body: desk.staged('far', { dueOn: desk.today + 100 }) }]);
  await desk.book('far', 10_000);
  await desk.book('far', 10_000, { kind: 'reversal' });
  expect(await desk.row('far')).toMatchObject({ stage: 'OPEN', openPrincipal: 10_000 });
});

test('a due date moved near starts an invoice that waited in its row', async (context) => {
  const desk = await openDesk(office, context, { creditor: { enrolDaysAhead: 30 } });
  const far = desk.staged('far', { dueOn: desk.today + 100 });
  await desk.takeIn([{ kind: RowKind.INVOICE, body: far }]);
  await desk.takeIn([{ kind: RowKind.INVOICE, body: { ...far, dueOn: desk.today + 5 } }]);
  expect(await desk.clock('far').isRunning()).toBe(true);
});

test('an opening position goes on from there, never from the start', async (context) => {
  const desk = await openDesk(office, context);
  const { today } = desk;
  const opening = { lastLevel: 'reminder-1', lastLevelOn: today - 3 };
  await desk.invoice('1', { issuedOn: today - 60, dueOn: today - 40, ...opening });
  await desk.toNextStep('1');
  expect(desk.arrived()).toEqual(['1/level/reminder-2']);
});
