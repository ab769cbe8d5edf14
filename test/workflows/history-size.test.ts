import type { WorkflowHandle } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { expect, test } from 'vitest';
import type { Policy } from '../../domain/invoice/policy.ts';
import { type Desk, openDesk, POLICY } from './desk.ts';
import { openOffice } from './office.ts';

const office = openOffice();

/** Written by the test's own clock; a live workflow has none of them. */
const OF_THE_CLOCK = ['TIME_SKIPPING_TRANSITIONED', 'OPTIONS_UPDATED'];
/** What Temporal Cloud bills as an Action, by the event that shows it. */
const BILLED = [
  'WORKFLOW_EXECUTION_STARTED',
  'TIMER_STARTED',
  'ACTIVITY_TASK_SCHEDULED',
  'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES',
  'WORKFLOW_EXECUTION_SIGNALED',
  'WORKFLOW_EXECUTION_UPDATE_ACCEPTED',
  'MARKER_RECORDED',
];

async function countedPath(desk: Desk) {
  await desk.invoice();
  await desk.race();
  expect((await desk.row()).stage).toBe('TRANSFERRED');
  return counted(desk.handle());
}

async function counted(handle: WorkflowHandle) {
  const { events } = await handle.fetchHistory();
  const counts: Record<string, number> = {};
  for (const { eventType } of events ?? []) {
    const name = temporal.api.enums.v1.EventType[eventType ?? 0]?.replace('EVENT_TYPE_', '') ?? '';
    if (OF_THE_CLOCK.some((ending) => name.endsWith(ending))) continue;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  const sum = (names: readonly string[]) => names.reduce((all, name) => all + (counts[name] ?? 0), 0);
  return { counts, events: sum(Object.keys(counts)), actions: sum(BILLED) };
}

test.concurrent('a path of five stages takes 65 events and 16 billable Actions at most', async (context) => {
  const path = await countedPath(await openDesk(office, context, { mode: 20 }));
  expect(path).toEqual({
    events: 65,
    actions: 16,
    counts: {
      WORKFLOW_EXECUTION_STARTED: 1,
      WORKFLOW_TASK_SCHEDULED: 11,
      WORKFLOW_TASK_STARTED: 11,
      WORKFLOW_TASK_COMPLETED: 11,
      TIMER_STARTED: 5,
      TIMER_FIRED: 5,
      ACTIVITY_TASK_SCHEDULED: 5,
      ACTIVITY_TASK_STARTED: 5,
      ACTIVITY_TASK_COMPLETED: 5,
      UPSERT_WORKFLOW_SEARCH_ATTRIBUTES: 5,
      WORKFLOW_EXECUTION_COMPLETED: 1,
    },
  });
  expect(path.events).toBeLessThanOrEqual(65);
  expect(path.actions).toBeLessThanOrEqual(16);
});

test.concurrent('from its transfer over two receipts to its close a case takes 73 events and 16 billable Actions', async (context) => {
  const desk = await openDesk(office, context, { mode: 20 });
  await desk.invoice();
  await desk.race();
  const opened = await desk.onlyCase();
  await opened.ask('addCollectedAmount', { amount: '40.00', externalId: 'r-1' });
  await opened.ask('addCollectedAmount', { amount: '60.00', externalId: 'r-2' });
  await opened.ask('close', { reason: 'settled' });
  expect(await opened.handle.result()).toEqual({ state: 'CLOSED', outcome: 'COLLECTED' });
  const path = await counted(opened.handle);
  expect(path).toEqual({
    events: 73,
    actions: 16,
    counts: {
      WORKFLOW_EXECUTION_STARTED: 1,
      WORKFLOW_TASK_SCHEDULED: 12,
      WORKFLOW_TASK_STARTED: 12,
      WORKFLOW_TASK_COMPLETED: 12,
      TIMER_STARTED: 1,
      TIMER_CANCELED: 1,
      ACTIVITY_TASK_SCHEDULED: 8,
      ACTIVITY_TASK_STARTED: 8,
      ACTIVITY_TASK_COMPLETED: 8,
      WORKFLOW_EXECUTION_UPDATE_ACCEPTED: 3,
      WORKFLOW_EXECUTION_UPDATE_COMPLETED: 3,
      UPSERT_WORKFLOW_SEARCH_ATTRIBUTES: 3,
      WORKFLOW_EXECUTION_COMPLETED: 1,
    },
  });
});

test.concurrent('the history does not grow with the policy', async (context) => {
  const prose = { prose: 'x'.repeat(500_000) };
  const huge = {
    ...prose,
    levels: POLICY.levels.map((level) => ({ ...level, ...prose })),
  } as Partial<Policy>;
  const [plain, grown] = await Promise.all(
    [{}, huge].map(async (policy) => {
      const desk = await openDesk(office, context, { mode: 20, policy });
      const { events, actions } = await countedPath(desk);
      const { historySize } = await desk.handle().describe();
      return { events, actions, historySize: historySize ?? 0 };
    }),
  );
  expect([grown?.events, grown?.actions]).toEqual([plain?.events, plain?.actions]);
  expect(Math.abs(grown!.historySize - plain!.historySize)).toBeLessThan(500);
});
