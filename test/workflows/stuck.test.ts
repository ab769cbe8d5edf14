import { afterEach, expect, test } from 'vitest';
import { openDesk } from './desk.ts';
import { openOffice } from './office.ts';

const office = openOffice();
const MINUTE = 60_000;

// A fault of the database strikes all of the file's invoices, so these come one after the other.
afterEach(() => {
  office.fault = null;
});

test('an activity that always fails is shown as stuck, is not spun on, and goes on when mended', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const { nextAt } = await desk.row();
  office.fault = new Error('disk I/O error');
  await desk.advanceTo(nextAt! + 5 * MINUTE);
  expect((await desk.shown()).DunwellNeeds).toBe('STUCK');
  expect(await desk.details()).toContain('The workflow could not go on by itself');
  expect(await desk.handle().query('whyNot')).toMatchObject({ needs: 'STUCK' });
  const { historyLength } = await desk.handle().describe();
  await desk.advanceTo(nextAt! + 15 * MINUTE);
  expect((await desk.handle().describe()).historyLength).toBeLessThanOrEqual(historyLength + 4);
  office.fault = null;
  await desk.advanceTo((await desk.clock().now()) + 20 * MINUTE);
  expect((await desk.shown()).DunwellNeeds).toBeUndefined();
  await desk.toStage('REMINDED');
  expect(desk.arrived()).toEqual(['1/level/reminder-1']);
});

test('while stuck, a message is still served', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const { nextAt } = await desk.row();
  office.fault = new Error('disk I/O error');
  await desk.advanceTo(nextAt! + 5 * MINUTE);
  office.fault = null;
  expect(await desk.ask('pause')).toMatchObject({ ok: true, state: { held: true } });
  expect((await desk.shown()).DunwellNeeds).toBeUndefined();
  await desk.advanceTo((await desk.clock().now()) + 60 * MINUTE);
  expect(desk.arrived()).toEqual([]);
});

test('an update that could not be applied is answered in words, and counts once when sent again', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const { nextAt } = await desk.row();
  office.fault = new Error('disk I/O error');
  const asked = office.client.ask({ creditor: desk.id, number: '1001' }, 'pause', {
    by: 'anna',
    commandId: 'p-1',
  });
  // Retries wait for minutes; skipped, they are over at once.
  await desk.clock().beginAdvanceTo(nextAt! - 60 * MINUTE);
  expect(await asked).toMatchObject({ ok: false, refused: expect.stringContaining('disk I/O error') });
  office.fault = null;
  expect(await desk.ask('pause', { commandId: 'p-1' })).toMatchObject({ ok: true });
  expect(await desk.events()).toEqual(['paused']);
});

test('a message that could not be applied is not lost', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const { nextAt } = await desk.row();
  office.fault = new Error('disk I/O error');
  await desk.handle().signal('pause', { by: 'anna' });
  await desk.clock().beginAdvanceTo(nextAt! - 3 * 60 * MINUTE);
  await desk.untilShown('DunwellNeeds', 'STUCK');
  office.fault = null;
  await desk.clock().beginAdvanceTo(nextAt! - 60 * MINUTE);
  await desk.untilRow('1001', (row) => row.held);
});
