import { expect, test } from 'vitest';
import { levelEffectKey } from '../../contracts/ids.ts';
import { RowKind } from '../../contracts/intake.ts';
import { Act } from '../gateways/scripted-gateway.ts';
import { type Desk, openDesk } from './desk.ts';
import { openOffice } from './office.ts';

const office = openOffice();
const MINUTE = 60_000;

const keyOf = (desk: Desk, level: string, round = 1) => levelEffectKey(desk.id, '1001', round, level);

test.concurrent('an outage of the gateway delays a letter, which then goes out once', async (context) => {
  const acts = [Act.FAIL_TEMPORARILY, Act.BREAK_OFF, Act.THROW, Act.LOSE_THE_ANSWER];
  const desk = await openDesk(office, context, { gateways: { email: { acts } } });
  await desk.invoice();
  await desk.toStage('REMINDED');
  // A lost answer is asked after: what arrived needs no fifth attempt.
  expect(desk.gateways.email.attempts).toHaveLength(4);
  expect(desk.arrived()).toEqual(['1/level/reminder-1']);
  expect((await desk.effects())[0]).toMatchObject({ state: 'delivered', attempts: 4 });
});

test.concurrent('a pause during an outage is served before the letter, which is not sent', async (context) => {
  const desk = await openDesk(office, context, { gateways: { email: { acts: [Act.FAIL_TEMPORARILY] } } });
  await desk.invoice();
  await desk.toNextStep();
  expect(await desk.row()).toMatchObject({ stage: 'OPEN', nextStep: 'handOver' });
  expect(await desk.ask('pause')).toMatchObject({ ok: true, state: { held: true } });
  await desk.advanceTo((await desk.clock().now()) + 3 * 86_400_000);
  expect(desk.arrived()).toEqual([]);
  expect(desk.gateways.email.attempts).toHaveLength(1);
  expect((await desk.effects())[0]).toMatchObject({ state: 'cancelled' });
  await desk.ask('resume');
  await desk.toStage('REMINDED');
  expect(desk.arrived()).toEqual(['1/level/reminder-1']);
});

test.concurrent('a payment during an outage stops the letter', async (context) => {
  const desk = await openDesk(office, context, { gateways: { email: { acts: [Act.FAIL_TEMPORARILY] } } });
  await desk.invoice();
  await desk.toNextStep();
  await desk.book('1001', 10_000);
  expect(await desk.row()).toMatchObject({ stage: 'PAID' });
  expect(desk.arrived()).toEqual([]);
});

test.concurrent('a part payment during an outage changes what the letter demands', async (context) => {
  const desk = await openDesk(office, context, { gateways: { email: { acts: [Act.FAIL_TEMPORARILY] } } });
  await desk.invoice();
  await desk.toNextStep();
  await desk.book('1001', 4000);
  await desk.toStage('REMINDED');
  expect(desk.gateways.email.arrived.map(({ content }) => content)).toMatchObject([
    { open: { total: 6000 } },
  ]);
  expect((await desk.effects())[0]).toMatchObject({ amount: 6000 });
});

test.concurrent('where no letter can get through, the attempts are far between', async (context) => {
  const email = { afterwards: Act.FAIL_TEMPORARILY };
  const desk = await openDesk(office, context, { gateways: { email } });
  await desk.invoice();
  for (let attempts = 1; attempts <= 5; attempts++) {
    await desk.toNextStep();
    expect(desk.gateways.email.attempts).toHaveLength(attempts);
    const { nextAt } = await desk.row();
    const wait = nextAt! - (await desk.clock().now());
    expect(wait).toBeLessThanOrEqual(2 ** (attempts - 1) * MINUTE);
    expect(wait).toBeGreaterThan(2 ** (attempts - 2) * MINUTE);
  }
});

test.concurrent('an e-mail that fails for good becomes a letter under the same key', async (context) => {
  const desk = await openDesk(office, context, { gateways: { email: { acts: [Act.FAIL_FOR_GOOD] } } });
  const address = { street: 'Damrak 1', postcode: '1012 LG', city: 'Amsterdam', country: 'NL' };
  const customer = { customer: 'c-1001', name: 'Jan', email: 'jan@example.org', ...address };
  await desk.takeIn([
    { kind: RowKind.CUSTOMER, body: customer },
    { kind: RowKind.INVOICE, body: desk.staged('1001') },
  ]);
  await desk.toStage('REMINDED');
  expect(desk.arrived()).toEqual([]);
  expect(desk.arrived('letter')).toEqual(['1/level/reminder-1']);
  expect(await desk.effects()).toHaveLength(1);
});

test.concurrent('an e-mail that fails for good without an address asks a person', async (context) => {
  const desk = await openDesk(office, context, { gateways: { email: { acts: [Act.FAIL_FOR_GOOD] } } });
  await desk.invoice();
  await desk.toNextStep();
  expect(await desk.row()).toMatchObject({ attention: 'EFFECT_FAILED', nextAt: null, stage: 'OPEN' });
  expect((await desk.shown()).DunwellNeeds).toBe('EFFECT_FAILED');
  const key = keyOf(desk, 'reminder-1');
  expect(await desk.ask('resolveEffect', { key, outcome: 'notDelivered' })).toMatchObject({ ok: true });
  await desk.toStage('REMINDED');
  expect(desk.arrived()).toEqual(['1/level/reminder-1']);
  expect((await desk.row()).attention).toBeNull();
});

test.concurrent('a notice that bounces takes the claim off the list and goes out by letter', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  const address = { street: 'Damrak 1', postcode: '1012 LG', city: 'Amsterdam', country: 'NL' };
  const customer = { customer: 'c-1001', name: 'Jan', email: 'jan@example.org', ...address };
  await desk.takeIn([
    { kind: RowKind.CUSTOMER, body: customer },
    { kind: RowKind.INVOICE, body: desk.staged('1001') },
  ]);
  await desk.toStage('LISTED');
  await desk.ask('approve');
  const before = await desk.row();
  const bounced = await desk.ask('resolveEffect', { key: keyOf(desk, 'notice'), outcome: 'bounced' });
  expect(bounced).toMatchObject({ ok: true, state: { stage: 'NOTICED', approved: false } });
  await desk.untilRow('1001', (row) => row.stage === 'NOTICED');
  if ((await desk.row()).noticeDueOn === null) await desk.toNextStep();
  const after = await desk.row();
  expect(after).toMatchObject({ stage: 'NOTICED', approvedAt: null, listedOn: null, levelsDone: 3 });
  expect(after.noticeDueOn).toBeGreaterThan(before.noticeDueOn!);
  expect(desk.arrived('letter')).toEqual(['1/level/notice']);
  await desk.toStage('LISTED');
});

test.concurrent('a notice that bounces with no other way waits for a person', async (context) => {
  const desk = await openDesk(office, context, { mode: 20 });
  await desk.invoice();
  await desk.toStage('NOTICED');
  await desk.ask('resolveEffect', { key: keyOf(desk, 'notice'), outcome: 'bounced' });
  expect(await desk.row()).toMatchObject({ attention: 'EFFECT_BOUNCED', nextAt: null, noticeDueOn: null });
  await desk.ask('resolveEffect', { key: keyOf(desk, 'notice'), outcome: 'delivered' });
  const row = await desk.row();
  expect(row).toMatchObject({ attention: null, stage: 'NOTICED' });
  expect(row.noticeDueOn).not.toBeNull();
});

test.concurrent('a reminder that bounces after the next one went out is a task only', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await desk.toNextStep();
  await desk.toNextStep();
  const { nextAt } = await desk.row();
  await desk.ask('resolveEffect', { key: keyOf(desk, 'reminder-1'), outcome: 'bounced' });
  expect(await desk.row()).toMatchObject({ attention: 'EFFECT_BOUNCED', nextAt });
});

test.concurrent('an effect of another invoice cannot be resolved here', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  const key = levelEffectKey(desk.id, '9999', 1, 'notice');
  expect(await desk.ask('resolveEffect', { key, outcome: 'delivered' })).toMatchObject({
    ok: false,
    refused: expect.stringContaining('has no effect'),
  });
});

test.concurrent('an order that the collector cannot take now is tried until it is there, once', async (context) => {
  const acts = [Act.FAIL_TEMPORARILY, Act.LOSE_THE_ANSWER];
  const desk = await openDesk(office, context, { mode: 10, gateways: { collector: { acts } } });
  await desk.claim();
  await desk.toStage('TRANSFERRED');
  const opened = await desk.onlyCase();
  expect(await opened.row()).toMatchObject({ state: 'PENDING', nextStep: 'handOverInstruction' });
  await opened.toNextStep();
  // Its answer was lost, but asked after the order, the collector knows it.
  expect(await opened.row()).toMatchObject({ state: 'PROCESSING', attention: null });
  expect(desk.arrived('collector')).toEqual(['order']);
  expect(desk.gateways.collector.attempts).toHaveLength(2);
});

test.concurrent('while an order is delayed the claim cannot be paused, but its case can', async (context) => {
  const acts = [Act.FAIL_TEMPORARILY];
  const desk = await openDesk(office, context, { mode: 10, gateways: { collector: { acts } } });
  await desk.claim();
  await desk.toStage('TRANSFERRED');
  expect(await desk.ask('pause')).toMatchObject({ ok: false });
  const opened = await desk.onlyCase();
  expect(await opened.ask('pause')).toMatchObject({ ok: true, state: { held: true, at: null } });
  await opened.advanceDays(3);
  expect(desk.arrived('collector')).toEqual([]);
  expect(await opened.ask('resume')).toMatchObject({ ok: true });
  expect(await opened.row()).toMatchObject({ state: 'PROCESSING' });
  expect(desk.arrived('collector')).toEqual(['order']);
});

test.concurrent('an operator who cannot be reached holds nothing up', async (context) => {
  const operator = { afterwards: Act.FAIL_TEMPORARILY };
  const desk = await openDesk(office, context, { mode: 30, gateways: { operator } });
  await desk.claim();
  await desk.toStage('LISTED');
  await desk.ask('approve');
  await desk.toStage('TRANSFERRED');
  expect(desk.gateways.operator.attempts).toHaveLength(1);
});
