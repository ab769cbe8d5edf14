import { expect, test } from 'vitest';
import { RowKind } from '../../contracts/intake.ts';
import type { StagedCaseUnderWay, StagedHold } from '../../contracts/opening.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { publishCollector } from './collectors-of.ts';
import { openDesk } from './desk.ts';
import { openOffice } from './office.ts';
import { reconcileNow } from './reconcile-now.ts';

const office = openOffice();

test('a case that a collector works on goes on from there: its workflow runs, and nothing is ordered', async (context) => {
  const desk = await openDesk(office, context);
  await publishCollector(desk);
  const under: StagedCaseUnderWay = {
    reference: 'AG-1',
    invoices: ['1'],
    collector: `agency-${desk.id}`,
    since: desk.today - 30,
    collected: 2_500,
    currency: 'EUR',
  };
  const rows = [
    { kind: RowKind.INVOICE, body: desk.staged('1', { dueOn: desk.today - 60, issuedOn: desk.today - 90 }) },
    { kind: RowKind.CASE_UNDER_WAY, body: under },
  ];
  expect(await desk.takeIn(rows)).toMatchObject({ taken: 2, refused: 0 });
  const taken = await desk.onlyCase();
  await reconcileNow(office);
  await taken.clock.untilQuiet();
  expect(await taken.clock.isRunning()).toBe(true);
  expect(await taken.row()).toMatchObject({ state: 'PROCESSING', collected: 2_500, openPrincipal: 7_500 });
  expect(desk.arrived('collector')).toEqual([]);
  expect(await desk.row('1')).toMatchObject({ stage: 'TRANSFERRED' });
  expect(await desk.effects('1')).toEqual([]);
  await taken.ask('addCollectedAmount', { amount: '75.00', externalId: 'r-1' });
  await taken.ask('close', { reason: 'collected' });
  expect(await desk.row('1')).toMatchObject({ stage: 'PAID' });
  expect(await desk.takeIn(rows)).toMatchObject({ taken: 0, refused: 0 });
});

test('an invoice under an imported pause waits for its end, and no letter goes out before', async (context) => {
  const desk = await openDesk(office, context);
  const hold: StagedHold = {
    invoice: '1',
    kind: 'reminders',
    reason: 'PAYMENT_PLAN',
    until: desk.today + 40,
    externalId: 'plan-1',
    file: 'plans.csv',
  };
  await desk.takeIn([
    { kind: RowKind.INVOICE, body: desk.staged('1', { dueOn: desk.today - 60, issuedOn: desk.today - 90 }) },
    { kind: RowKind.HOLD, body: hold },
  ]);
  await desk.clock('1').untilQuiet();
  await desk.advanceTo(desk.calendar.instantOf(desk.today + 39, 720), '1');
  expect(await desk.effects('1')).toEqual([]);
  await desk.advanceTo(desk.calendar.instantOf(desk.today + 55, 1_020), '1');
  const [first] = await desk.effects('1');
  expect(first?.level).toBe('reminder-1');
  expect(formatDay(first?.deliveredOn ?? 0) >= formatDay(desk.today + 40)).toBe(true);
  await desk.ask('close', { reason: 'enough' }, '1');
});
