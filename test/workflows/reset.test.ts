import type { WorkflowHandle } from '@temporalio/client';
import { expect, test } from 'vitest';
import { TASK_QUEUE } from '../../contracts/task-queues.ts';
import { commandsOf } from '../../db/invoice/command-lists.ts';
import { type Desk, openDesk } from './desk.ts';
import { openOffice, until } from './office.ts';
import { type ResetPoint, resetTo, taskOf } from './reset.ts';
import { snapshot } from './snapshot.ts';

const office = openOffice();

/** All that stands of a creditor, and every message that one of its invoices was told. */
async function books(desk: Desk) {
  const { id } = await desk.row();
  return {
    ...(await snapshot(office.db, desk.id)),
    commands: await office.db.read((tx) => commandsOf(tx, id)),
  };
}

/** Resets to the first task, or that one, and waits until the new run has done all that its messages ask for. */
async function reset(desk: Desk, { workflowId }: WorkflowHandle, to?: ResetPoint): Promise<string> {
  const newRun = await resetTo(office.temporal, to ?? (await taskOf(office.temporal, workflowId)));
  const described = async () => office.temporal.workflow.getHandle(workflowId).describe();
  await until('the new run is there', async () => (await described()).runId === newRun);
  await desk.untilQuiet();
  return newRun;
}

const by = 'anna';

/** Messages as the CLI and other languages send them, none with an id of its own. */
async function messages(desk: Desk): Promise<void> {
  const handle = desk.handle();
  const signals: readonly (readonly [string, object])[] = [
    ['pause', { by }],
    ['resume', { by }],
    ['pause', { by }],
    ['resume', { by }],
    ['approve', { by }],
    ['revokeApproval', { by }],
    ['ledgerChanged', { by }],
    ['pause', { by, until: 'soon' }],
    ['freeze', { by }],
    ['close', { by }],
  ];
  for (const [name, content] of signals) await handle.signal(name, content);
  await desk.untilQuiet();
  for (const name of ['pause', 'resume', 'pause', 'resume'])
    await handle.executeUpdate(name, { args: [{ by }] });
  await handle.cancel();
  await desk.untilRow('1001', ({ attention }) => attention === 'CANCEL_REQUESTED');
}

test.concurrent('a reset applies nothing twice, though no message has an id of its own', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  await desk.claim(30);
  await desk.untilRow('1001', ({ stage }) => stage === 'LISTED');
  await desk.book('1001', 2500);
  await messages(desk);
  const before = await books(desk);
  expect(before.holds.length).toBe(4);
  expect(before.releases.length).toBe(4);
  const first = await reset(desk, desk.handle());
  expect(await books(desk)).toEqual(before);
  const second = await reset(desk, desk.handle());
  expect(second).not.toBe(first);
  expect(await books(desk)).toEqual(before);
  // What comes after it is no repetition.
  await desk.handle().signal('pause', { by });
  await desk.untilRow('1001', ({ held }) => held);
  expect((await books(desk)).holds.length).toBe(5);
});

test.concurrent('a letter that was sent before a reset is not sent again', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await desk.toStage('REMINDED');
  const before = await books(desk);
  await reset(desk, desk.handle());
  expect(await books(desk)).toEqual(before);
  expect(desk.arrived()).toEqual(['1/level/reminder-1']);
});

test.concurrent('a case that is reset books, tells and pauses nothing twice', async (context) => {
  const desk = await openDesk(office, context, { mode: 20 });
  await desk.invoice();
  await desk.race();
  const opened = await desk.onlyCase();
  const receipt = { by, amount: '40.00', externalId: 'r-1' };
  for (const [name, content] of [
    ['addCollectedAmount', receipt],
    ['pause', { by }],
    ['resume', { by }],
    ['lookAgain', { by }],
  ] as const)
    await opened.handle.signal(name, content);
  await desk.untilQuiet();
  const { arrived } = opened;
  const before = await books(desk);
  await reset(desk, opened.handle);
  expect(await books(desk)).toEqual(before);
  expect(opened.arrived).toEqual(arrived);
});

test.concurrent('nor does a reset of a run that continued as new, or of the one that it continued as', async (context) => {
  const desk = await openDesk(office, context, { mode: 30 });
  await desk.claim(30);
  await desk.untilRow('1001', ({ stage }) => stage === 'LISTED');
  const handle = desk.handle();
  const { runId } = await handle.describe();
  // The server suggests it after 4 MB: what is refused for its size stands in the history all the same.
  const refuseLarge = async () => {
    await handle.signal('pause', { by, note: 'x'.repeat(900_000) });
    await desk.untilQuiet();
  };
  for (let sent = 0; sent < 4; sent++) await refuseLarge();
  const beforeMessages = { ...(await taskOf(office.temporal, handle.workflowId, 'last')), runId };
  await messages(desk);
  await refuseLarge();
  const continued = async () => (await handle.describe()).runId !== runId;
  expect(await continued()).toBe(true);
  await messages(desk);
  const before = await books(desk);
  expect(before.holds.length).toBe(8);
  const asked = before.commands.filter(({ kind }) => kind === 'cancel');
  expect(asked.length).toBe(2);
  await reset(desk, handle);
  expect(await books(desk)).toEqual(before);
  await reset(desk, handle, beforeMessages);
  expect(await books(desk)).toEqual(before);
}, 120_000);

test('messages that came before the first task are applied in the order in which they came', async (context) => {
  const desk = await openDesk(office, context);
  await desk.invoice();
  await desk.handle().terminate();
  // No worker takes its first task until all of them are there.
  const { workflow } = office.temporal;
  const { workflowId } = desk.handle();
  await office.stopWorker();
  await workflow.start('invoice', {
    taskQueue: TASK_QUEUE,
    workflowId,
    args: [{ creditor: desk.id, number: '1001' }],
  });
  for (const name of ['pause', 'resume', 'pause', 'resume', 'freeze', 'pause'])
    await desk.handle().signal(name, { by });
  await office.startWorker();
  await desk.untilRow('1001', ({ held }) => held);
  const { holds, releases, commands } = await books(desk);
  expect([holds.length, releases.length]).toEqual([3, 2]);
  expect(commands.map(({ kind }) => kind)).toEqual([
    'pause',
    'resume',
    'pause',
    'resume',
    'unknown',
    'pause',
  ]);
});
