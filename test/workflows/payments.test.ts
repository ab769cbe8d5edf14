import { expect, test } from 'vitest';
import { openDesk } from './desk.ts';
import { openOffice } from './office.ts';

const office = openOffice();

test.concurrent.for([
  { when: 'the day before', offset: -1, letters: 0 },
  { when: 'the day of', offset: 0, letters: 0 },
  { when: 'the day after', offset: 1, letters: 1 },
])(
  'a payment booked $when the first reminder leaves $letters letters',
  async ({ offset, letters }, context) => {
    const desk = await openDesk(office, context);
    await desk.invoice();
    const { nextAt } = await desk.row();
    const bookedOn = desk.calendar.dayOf(nextAt!) + offset;
    await desk.book('1001', 10_000, { bookedOn });
    await desk.race();
    expect(await desk.row()).toMatchObject({ stage: 'PAID', paidOn: bookedOn });
    expect(desk.arrived()).toHaveLength(letters);
  },
);

test.concurrent.for([
  { when: 'the day before', offset: -1, stage: 'PAID' },
  { when: 'the day of', offset: 0, stage: 'PAID' },
  { when: 'the day after', offset: 1, stage: 'TRANSFERRED' },
])('a payment booked $when the transfer in mode 20 ends in $stage', async ({ offset, stage }, context) => {
  const desk = await openDesk(office, context, { mode: 20 });
  await desk.claim();
  await desk.toStage('LISTED');
  const { transfersOn } = await desk.row();
  await desk.book('1001', 10_000, { bookedOn: transfersOn! + offset });
  await desk.race();
  expect((await desk.row()).stage).toBe(stage);
  expect(desk.arrived('collector')).toHaveLength(stage === 'PAID' ? 0 : 1);
});

test.concurrent.for([
  { paid: 'all of it', amount: 10_000, stage: 'PAID' },
  { paid: 'all but less than the minimum', amount: 9001, stage: 'LISTED' },
  { paid: 'all but the minimum', amount: 9000, stage: 'TRANSFERRED' },
])('paying $paid between approval and transfer leads to $stage', async ({ amount, stage }, context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  await desk.claim();
  await desk.toStage('LISTED');
  await desk.ask('approve');
  const { nextAt } = await desk.row();
  await desk.book('1001', amount);
  await desk.advanceTo(nextAt! + 1000);
  expect((await desk.row()).stage).toBe(stage);
  expect(desk.gateways.collector.arrived).toHaveLength(stage === 'TRANSFERRED' ? 1 : 0);
  if (stage === 'LISTED') expect((await desk.row()).because).not.toBe('TRANSFER_RUN');
  if (stage === 'TRANSFERRED') {
    const [order] = desk.gateways.collector.arrived;
    expect(order?.content).toMatchObject({ invoices: [{ open: { total: 1000 } }] });
  }
});

test.concurrent('a part payment keeps the path where it is, and the letter demands the rest', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const { nextAt } = await desk.row();
  await desk.book('1001', 2500);
  expect((await desk.row()).nextAt).toBe(nextAt);
  await desk.toNextStep();
  expect(desk.gateways.email.arrived[0]?.content).toMatchObject({ open: { principal: 7500, total: 7500 } });
});

test.concurrent('a reversal after PAID wakes the path, which goes on where it was', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await desk.toStage('REMINDED');
  await desk.book('1001', 10_000);
  expect((await desk.row()).stage).toBe('PAID');
  expect(await desk.clock().isRunning()).toBe(false);
  await desk.book('1001', 10_000, { kind: 'reversal' });
  expect((await desk.row()).stage).toBe('REMINDED');
  expect(await desk.clock().isRunning()).toBe(true);
  await desk.toNextStep();
  expect(desk.arrived()).toEqual(['1/level/reminder-1', '1/level/reminder-2']);
});

test.concurrent('a reversal of a listed claim that was paid gives fresh payment days', async (context) => {
  const desk = await openDesk(office, context, { mode: 20 });
  await desk.claim();
  await desk.toStage('LISTED');
  const listedOn = (await desk.row()).listedOn!;
  await desk.book('1001', 10_000);
  await desk.book('1001', 10_000, { kind: 'reversal' });
  const row = await desk.row();
  expect(row).toMatchObject({ stage: 'NOTICED', listedOn: null, approvedAt: null });
  expect(row.noticeDueOn).toBeGreaterThanOrEqual(desk.today + 14);
  expect(row.noticeDueOn).toBeGreaterThan(listedOn - 1);
  await desk.race();
  expect((await desk.row()).stage).toBe('TRANSFERRED');
});

test.concurrent('a chargeback opens a case where the policy says so', async (context) => {
  const desk = await openDesk(office, context, { policy: { onChargeback: 'case' } });
  await desk.invoice('1001', { issuedOn: desk.today - 9, dueOn: desk.today - 1 });
  await desk.book('1001', 10_000, { bookedOn: desk.today - 1 });
  expect((await desk.row()).stage).toBe('PAID');
  await desk.book('1001', 10_000, { kind: 'chargeback' });
  expect((await desk.row()).stage).toBe('TRANSFERRED');
  expect(desk.arrived('collector')).toEqual(['order']);
  expect(desk.arrived()).toEqual([]);
});

test.concurrent('a case opened by a chargeback before the due date waits until that has passed', async (context) => {
  const desk = await openDesk(office, context, { policy: { onChargeback: 'case' } });
  await desk.invoice('1001', { issuedOn: desk.today - 1 });
  await desk.book('1001', 10_000, { bookedOn: desk.today - 1 });
  await desk.book('1001', 10_000, { kind: 'chargeback' });
  expect((await desk.row()).stage).toBe('TRANSFERRED');
  const [opened] = await desk.cases();
  expect(await opened!.row()).toMatchObject({ state: 'PREPARING', because: 'NOT_OVERDUE', attention: null });
  expect(desk.arrived('collector')).toEqual([]);
  await opened!.toNextStep();
  expect(await opened!.row()).toMatchObject({ state: 'PROCESSING' });
  expect(desk.calendar.dayOf(await opened!.clock.now())).toBe(desk.today + 4);
  expect(desk.arrived('collector')).toEqual(['order']);
});

test.concurrent('a credit closes, a payment above what is owed pays', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice('1', {});
  await desk.invoice('2', {});
  await desk.book('1', 10_000, { kind: 'credit' });
  await desk.book('2', 12_000);
  expect(await desk.row('1')).toMatchObject({ stage: 'CLOSED', closeReason: 'CREDITED' });
  expect(await desk.row('2')).toMatchObject({ stage: 'PAID' });
});

test.concurrent('an invoice that waits without a date waits quietly', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await desk.toNextStep();
  const { nextAt } = await desk.row();
  await desk.book('1001', 9500, { bookedOn: desk.calendar.dayOf(nextAt!) });
  await desk.advanceTo(nextAt! + 1000);
  expect(await desk.row()).toMatchObject({ stage: 'REMINDED', nextAt: null, because: 'BELOW_MINIMUM' });
  const { historyLength } = await desk.handle().describe();
  await desk.advanceTo(nextAt! + 86_400_000);
  expect((await desk.shown()).DunwellNeeds).toBeUndefined();
  // The clock itself writes two events per skip.
  expect((await desk.handle().describe()).historyLength).toBeLessThanOrEqual(historyLength + 2);
});
