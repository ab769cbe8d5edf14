import { expect, test } from 'vitest';
import { openDesk } from './desk.ts';
import { openOffice } from './office.ts';

const office = openOffice();

test.concurrent('a restart goes on after the last level delivered, and sends none again', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await desk.toNextStep();
  await desk.toNextStep();
  expect(await desk.ask('close', { reason: 'by mistake' })).toMatchObject({ ok: true });
  expect(await desk.clock().isRunning()).toBe(false);
  const restarted = await desk.ask('restart');
  expect(restarted).toMatchObject({ ok: true, says: 'The claim goes on in round 2.' });
  expect(await desk.clock().isRunning()).toBe(true);
  await desk.toStage('NOTICED');
  expect(desk.arrived()).toEqual(['1/level/reminder-1', '1/level/reminder-2', '2/level/notice']);
});

test.concurrent('a restart at a level whose letter went out before sends it anew in its round', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await desk.toNextStep();
  await desk.toNextStep();
  await desk.ask('close', { reason: 'wrong address' });
  expect(await desk.ask('restart', { level: 'reminder-3' })).toMatchObject({ ok: false });
  expect(await desk.ask('restart', { level: 'reminder-1' })).toMatchObject({
    ok: true,
    state: { stage: 'OPEN' },
  });
  await desk.toNextStep();
  await desk.toNextStep();
  expect(desk.arrived()).toEqual([
    '1/level/reminder-1',
    '1/level/reminder-2',
    '2/level/reminder-1',
    '2/level/reminder-2',
  ]);
});

test.concurrent('a restart after the notice gives fresh payment days and comes to its first case', async (context) => {
  const desk = await openDesk(office, context, { mode: 20 });
  await desk.claim();
  await desk.toStage('LISTED');
  await desk.ask('close', { reason: 'a promise' });
  expect(await desk.ask('restart')).toMatchObject({ ok: true, state: { stage: 'NOTICED' } });
  const row = await desk.row();
  expect(row.noticeDueOn).toBeGreaterThanOrEqual(desk.today + 14);
  expect(row.listedOn).toBeNull();
  await desk.race();
  expect(await desk.row()).toMatchObject({ stage: 'TRANSFERRED', round: 2 });
  expect(desk.gateways.collector.arrived.map(({ key }) => key)).toEqual([`case/${desk.id}/1001-1/order`]);
});

test.concurrent('what goes on by itself, or has nothing open, is not restarted', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice('open');
  await desk.invoice('credited');
  await desk.book('credited', 10_000, { kind: 'credit' });
  expect(await desk.ask('restart', {}, 'open')).toMatchObject({ ok: false });
  expect(await desk.ask('restart', {}, 'credited')).toMatchObject({
    ok: false,
    refused: 'Nothing is open on this invoice: there is nothing to restart.',
  });
  expect(await desk.clock('credited').isRunning()).toBe(false);
});
