import { expect, test } from 'vitest';
import { levelEffectKey } from '../../contracts/ids.ts';
import { Act } from '../gateways/scripted-gateway.ts';
import { openDesk } from './desk.ts';
import { openOffice } from './office.ts';

const office = openOffice({ dedupes: false });
const email = (...acts: Act[]) => ({ email: { acts, dedupes: false, traces: 'unknown' as const } });

test.concurrent.for([
  { word: 'delivered', act: Act.LOSE_THE_ANSWER },
  { word: 'notDelivered', act: Act.BREAK_OFF },
  { word: 'notDelivered', act: Act.THROW },
])(
  'a letter whose fate is unknown ($act) waits for a person who says $word',
  async ({ word, act }, context) => {
    const desk = await openDesk(office, context, { gateways: email(act) });
    await desk.invoice();
    await desk.toNextStep();
    expect(await desk.row()).toMatchObject({ attention: 'EFFECT_UNCERTAIN', nextAt: null, stage: 'OPEN' });
    await desk.advanceTo((await desk.clock().now()) + 20 * 86_400_000);
    expect(desk.gateways.email.attempts).toHaveLength(1);
    const key = levelEffectKey(desk.id, '1001', 1, 'reminder-1');
    expect(await desk.ask('resolveEffect', { key, outcome: word })).toMatchObject({ ok: true });
    await desk.toStage('REMINDED');
    expect(desk.arrived()).toEqual(['1/level/reminder-1']);
    expect((await desk.row()).attention).toBeNull();
  },
);

test.concurrent('an uncertain letter is not sent again by reconsidering, pausing or resuming', async (context) => {
  const desk = await openDesk(office, context, { gateways: email(Act.LOSE_THE_ANSWER) });
  await desk.invoice();
  await desk.toNextStep();
  for (const kind of ['reconsider', 'pause', 'resume', 'reconsider'] as const) await desk.ask(kind);
  await desk.advanceTo((await desk.clock().now()) + 5 * 86_400_000);
  expect(desk.gateways.email.attempts).toHaveLength(1);
  expect(await desk.row()).toMatchObject({ attention: 'EFFECT_UNCERTAIN' });
});

test.concurrent('a payment ends an invoice whose letter is uncertain', async (context) => {
  const desk = await openDesk(office, context, { gateways: email(Act.LOSE_THE_ANSWER) });
  await desk.invoice();
  await desk.toNextStep();
  await desk.book('1001', 10_000);
  expect(await desk.row()).toMatchObject({ stage: 'PAID', attention: null });
});

test.concurrent('closing an invoice whose letter is uncertain ends its workflow', async (context) => {
  const desk = await openDesk(office, context, { gateways: email(Act.LOSE_THE_ANSWER) });
  await desk.invoice();
  await desk.toNextStep();
  expect(await desk.ask('close', { reason: 'enough' })).toMatchObject({ ok: true });
  expect(await desk.clock().isRunning()).toBe(false);
});
