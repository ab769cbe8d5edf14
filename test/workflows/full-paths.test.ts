import { expect, test } from 'vitest';
import type { InvoiceTransition } from '../../domain/invoice/machine.ts';
import { firstRunAtOrAfter } from '../../domain/kernel/working-days.ts';
import { openDesk } from './desk.ts';
import { openOffice } from './office.ts';

const office = openOffice();

const days = (transitions: readonly InvoiceTransition[]) =>
  transitions.map(({ event, on, level }) => ({ event, on, level }));

test.concurrent.for([
  [10, 'TRANSFERRED'],
  [20, 'TRANSFERRED'],
  [30, 'CLOSED'],
] as const)(
  'mode %i goes its whole path to %s on the days the rules foretell',
  async ([mode, end], context) => {
    const desk = await openDesk(office, context, { mode });
    await desk.invoice();
    const foretold = await desk.forecast();
    await desk.race();
    expect((await desk.row()).stage).toBe(end);
    expect(days(await desk.transitions())).toEqual(days(foretold.transitions));
    expect(desk.arrived()).toEqual(['1/level/reminder-1', '1/level/reminder-2', '1/level/notice']);
    expect(desk.arrived('collector')).toHaveLength(mode === 30 ? 0 : 1);
    expect(await desk.handle().result()).toEqual({ stage: end });
  },
);

test.concurrent('mode 30 transfers at the first run after its approval', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  await desk.claim();
  await desk.toStage('LISTED');
  expect(desk.arrived('operator')).toHaveLength(1);
  expect(await desk.ask('approve')).toMatchObject({ ok: true, state: { approved: true } });
  const { approvedAt } = await desk.row();
  await desk.toNextStep();
  const run = firstRunAtOrAfter(desk.calendar, approvedAt ?? 0, desk.creditor.policy.transfer.at);
  const { stage, transferredOn } = await desk.row();
  expect({ stage, transferredOn }).toEqual({
    stage: 'TRANSFERRED',
    transferredOn: desk.calendar.dayOf(run.at),
  });
  expect(desk.arrived('collector')).toHaveLength(1);
});

test.concurrent('a revoked approval transfers nothing; approved again, it goes once', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  await desk.claim();
  await desk.toStage('LISTED');
  await desk.ask('approve');
  expect(await desk.ask('revokeApproval')).toMatchObject({ ok: true, state: { approved: false } });
  expect(await desk.ask('revokeApproval')).toMatchObject({ ok: true, says: 'The claim was not approved.' });
  const { nextAt } = await desk.row();
  await desk.advanceTo((await desk.clock().now()) + 5 * 86_400_000);
  expect(await desk.row()).toMatchObject({ stage: 'LISTED', nextAt });
  await desk.ask('approve');
  await desk.toStage('TRANSFERRED');
  expect(desk.arrived('collector')).toHaveLength(1);
});

test.concurrent('approving twice approves once', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  await desk.claim();
  await desk.toStage('LISTED');
  const first = await desk.ask('approve', { by: 'anna' });
  const second = await desk.ask('approve', { by: 'bert' });
  expect(first.state?.version).toBe(second.state?.version);
  expect(second).toMatchObject({ ok: true, says: 'The claim was already approved.' });
  expect((await desk.row()).approvedBy).toBe('anna');
  expect((await desk.events()).filter((event) => event === 'approved')).toHaveLength(1);
});

test.concurrent('a claim is closed after 60 days on the list, with a warning a week before', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  await desk.claim();
  await desk.toStage('LISTED');
  const { listedOn } = await desk.row();
  await desk.toNextStep();
  expect(await desk.row()).toMatchObject({
    stage: 'LISTED',
    attention: 'CLOSES_SOON',
    closesOn: listedOn! + 61,
    warnedFor: listedOn! + 61,
  });
  await desk.toNextStep();
  expect(await desk.row()).toMatchObject({
    stage: 'CLOSED',
    closeReason: 'EXPIRED_60_DAYS',
    closedOn: listedOn! + 61,
  });
  expect(desk.arrived('operator')).toHaveLength(2);
  expect(desk.arrived('collector')).toEqual([]);
});
