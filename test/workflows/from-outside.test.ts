import { expect, test } from 'vitest';
import { openDesk } from './desk.ts';
import { openOffice, until } from './office.ts';
import { reconcileNow } from './reconcile-now.ts';

const office = openOffice();

test.concurrent('Cancel is noted as a request, and the path goes on', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const { nextAt } = await desk.row();
  await desk.handle().cancel();
  await desk.untilRow('1001', (row) => row.attention === 'CANCEL_REQUESTED');
  expect(await desk.clock().isRunning()).toBe(true);
  expect((await desk.shown()).DunwellNeeds).toBe('CANCEL_REQUESTED');
  expect(await desk.details()).toContain('give a reason with `close`');
  expect((await desk.row()).nextAt).toBe(nextAt);
  await desk.toNextStep();
  expect(desk.arrived()).toEqual(['1/level/reminder-1']);
  expect(await desk.ask('reconsider')).toMatchObject({ ok: true, state: { attention: null } });
});

test.concurrent('whoever waits for an answer gets it, though Cancel comes in between', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const [paused] = await Promise.all([desk.ask('pause'), desk.handle().cancel(), desk.ask('reconsider')]);
  expect(paused).toMatchObject({ ok: true, state: { held: true } });
  expect(await desk.ask('resume')).toMatchObject({ ok: true, state: { held: false } });
});

test.concurrent('Cancel while a letter is under way loses neither', async (context) => {
  const desk = await openDesk(office, context, { gateways: { email: { acts: ['hang'] } } });
  await desk.invoice();
  const { nextAt } = await desk.row();
  await desk.clock().beginAdvanceTo(nextAt! + 1000);
  await until('the attempt hangs', async () => desk.gateways.email.hanging === 1);
  await desk.handle().cancel();
  desk.gateways.email.release();
  await desk.untilRow('1001', (row) => row.attention === 'CANCEL_REQUESTED');
  await desk.toStage('REMINDED');
  expect(desk.arrived()).toEqual(['1/level/reminder-1']);
});

test.concurrent('after Terminate the sweep starts it again and nothing is sent twice', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await desk.toStage('REMINDED');
  await desk.handle().terminate('a slip of the mouse');
  expect(await desk.clock().isRunning()).toBe(false);
  await until('the sweep finds it', async () => {
    await reconcileNow(office);
    return desk.clock().isRunning();
  });
  await desk.clock().untilQuiet();
  await desk.toStage('NOTICED');
  expect(desk.arrived()).toEqual(['1/level/reminder-1', '1/level/reminder-2', '1/level/notice']);
});

test.concurrent('Terminate of a closed invoice starts nothing', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await desk.ask('close', { reason: 'done' });
  await expect(desk.handle().terminate()).rejects.toThrow();
  await reconcileNow(office);
  expect(await desk.clock().isRunning()).toBe(false);
});

test.concurrent('a terminated invoice answers a message by starting again', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await desk.handle().terminate();
  expect(await desk.ask('pause')).toMatchObject({ ok: true, state: { held: true } });
  expect(await desk.clock().isRunning()).toBe(true);
});

test.concurrent('asking an invoice or a case that no database knows is refused by name and leaves no workflow', async (context) => {
  const desk = await openDesk(office, context);
  const [invoice, oneCase] = [
    { creditor: desk.id, number: '9999' },
    { creditor: desk.id, reference: '9999-1' },
  ];
  expect(await office.client.ask(invoice, 'pause', { by: 'anna' })).toMatchObject({
    ok: false,
    notFound: true,
    refused: `Creditor ${desk.id} has no invoice 9999.`,
  });
  const asked = await office.client.askCase(oneCase, 'lookAgain', { by: 'anna' });
  expect(asked).toMatchObject({ ok: false, notFound: true });
  expect(await office.client.tell(invoice, 'pause', { by: 'anna' })).toBe('absent');
  expect(await office.client.tellCase(oneCase, 'lookAgain', { by: 'anna' })).toBe('absent');
});
