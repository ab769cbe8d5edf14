import { temporal as proto } from '@temporalio/proto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { throttledHeartbeat } from '../../activities/effects/throttled-heartbeat.ts';
import {
  sendSignalsWorkflowId,
  signalEvaluationScheduleId,
  signalEvaluationWorkflowId,
} from '../../contracts/ids.ts';
import type { EvaluationProgress, RetentionReport } from '../../contracts/signals.ts';
import { SIGNAL_RETENTION_SCHEDULE, TASK_QUEUE, WorkflowType } from '../../contracts/task-queues.ts';
import { listPrepared } from '../../db/signals/prepared-signals.ts';
import { findSend } from '../../db/signals/sends.ts';
import { publishSignalSettings } from '../../db/signals/settings.ts';
import type { SignalSettings } from '../../domain/signals/settings.ts';
import { GatewayFailure } from '../../gateways/port.ts';
import { signalSchedules } from '../../worker/signal-schedules.ts';
import { anAuthority } from '../activities/signals/an-authority.ts';
import { CREDITOR, publishSample, settings } from '../domain/signals/sample-settings.ts';
import { clockOf } from './clock.ts';
import { openOffice, until } from './office.ts';
import { reconcileNow } from './reconcile-now.ts';
import { readyToday } from './signal-population.ts';

const authority = anAuthority();
const office = openOffice({ municipalities: authority.municipalities });

/** The server's clock is the day's; the winter must not decide this test. */
const always: SignalSettings = { ...settings, crisis: { ...settings.crisis, blackout: null } };
/** What is billed as an Action, by the event that shows it. */
const BILLED = [
  'WORKFLOW_EXECUTION_STARTED',
  'TIMER_STARTED',
  'ACTIVITY_TASK_SCHEDULED',
  'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES',
];
/** A Schedule's firing costs two beside the start. */
const OF_THE_SCHEDULE = 2;

beforeAll(async () => {
  await publishSample(office.db, always);
  await readyToday(office.db, 40);
});

afterAll(async () => {
  for (const id of [signalEvaluationScheduleId(CREDITOR), SIGNAL_RETENTION_SCHEDULE]) {
    await office.temporal.schedule
      .getHandle(id)
      .delete()
      .catch(() => undefined);
  }
});

test('published settings make a Schedule with their hours, and one that skips what overlaps', async () => {
  const schedules = signalSchedules(office.temporal, office.db);
  await schedules.ensure();
  const { spec, policies } = await office.temporal.schedule
    .getHandle(signalEvaluationScheduleId(CREDITOR))
    .describe();
  expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 12 * 3_600_000 });
  expect(spec).toMatchObject({ timezone: 'Europe/Amsterdam', jitter: 5 * 60_000 });
  expect(spec.calendars?.[0]).toMatchObject({ hour: [{ start: 6 }], minute: [{ start: 0 }] });
  await publishNext('two', {
    ...always,
    schedule: { ...always.schedule, cron: '15 7 * * 1-5', timeZone: 'UTC' },
  });
  await schedules.ensure();
  const changed = await office.temporal.schedule.getHandle(signalEvaluationScheduleId(CREDITOR)).describe();
  expect(changed.spec).toMatchObject({ timezone: 'UTC' });
  expect(changed.spec.calendars?.[0]).toMatchObject({ hour: [{ start: 7 }], minute: [{ start: 15 }] });
});

test('settings that went back are told by the worker that was told of neither change', async () => {
  const [one, other] = [1, 2].map(() => signalSchedules(office.temporal, office.db));
  const at = async (hash: string, cron: string) =>
    publishNext(hash, { ...always, schedule: { ...always.schedule, cron } });
  await at('first', '0 6 * * *');
  await one?.ensure();
  await at('second', '0 9 * * *');
  await other?.ensure();
  await at('first again', '0 6 * * *');
  await one?.ensure();
  const { spec } = await office.temporal.schedule.getHandle(signalEvaluationScheduleId(CREDITOR)).describe();
  expect(spec.calendars?.[0]).toMatchObject({ hour: [{ start: 6 }] });
});

test.each([
  ['30 2 28 3 *', 'Europe/Amsterdam', '2027-03-28T01:00:00.000Z'],
  ['30 2 31 10 *', 'Europe/Amsterdam', '2027-10-31T00:30:00.000Z'],
  ['0 6 28 3 *', 'Europe/Amsterdam', '2027-03-28T04:00:00.000Z'],
])('the server fires %s in %s by the local rule: at %s', async (cron, timeZone, at) => {
  const told = Date.parse('2026-11-27T12:00:00Z');
  const schedule = { ...always.schedule, cron, timeZone, jitterMinutes: 0 };
  await publishNext(cron, { ...always, schedule });
  await signalSchedules(office.temporal, office.db, () => told).ensure();
  const { info } = await office.temporal.schedule.getHandle(signalEvaluationScheduleId(CREDITOR)).describe();
  expect(info.nextActionTimes.map((time) => time.toISOString())).toContain(at);
});

test('a run that the Schedule started prepares, sends nothing, and takes at most ten Actions', async () => {
  const schedule = office.temporal.schedule.getHandle(signalEvaluationScheduleId(CREDITOR));
  await schedule.trigger('SKIP');
  const workflowId = await until('the Schedule has run', async () => {
    const { info } = await schedule.describe();
    const action = info.recentActions[0]?.action;
    return action?.type === 'startWorkflow' ? action.workflow.workflowId : undefined;
  });
  expect(workflowId).toContain(signalEvaluationWorkflowId(CREDITOR));
  const handle = office.temporal.workflow.getHandle(workflowId);
  const progress = (await handle.result()) as EvaluationProgress;
  expect(progress).toMatchObject({ customers: 40, early: { added: 40 }, isDone: true });
  const { events } = await handle.fetchHistory();
  const names = (events ?? []).map(({ eventType }) =>
    proto.api.enums.v1.EventType[eventType ?? 0]?.replace('EVENT_TYPE_', ''),
  );
  const actions = OF_THE_SCHEDULE + names.filter((name) => BILLED.includes(name ?? '')).length;
  const firstHeartbeat = 1;
  expect(actions + firstHeartbeat).toBeLessThanOrEqual(10);
  expect(authority.received.size).toBe(0);
});

test('a run of any length beats its heart so rarely that it stays within ten Actions', () => {
  let now = 0;
  let beats = 0;
  const beat = throttledHeartbeat(
    () => {
      beats += 1;
    },
    () => now,
  );
  const minutes = 23;
  for (; now < minutes * 60_000; now += 1_000) beat(null);
  // Two of the Schedule, one start, one activity, and these.
  expect(2 + 1 + 1 + beats).toBeLessThanOrEqual(10);
});

test('a send goes on after a service that was away, and after its worker and its workflow were lost', async () => {
  const away = () => {
    throw new GatewayFailure('The service is away.', { isTemporary: true, mayHaveArrived: false });
  };
  authority.behave(...Array.from({ length: 40 }, () => away));
  const send = { creditor: CREDITOR, sendId: 's-1', by: 'ann', filter: { type: 'early' as const } };
  await office.client.startSendSignals(send);
  const handle = office.temporal.workflow.getHandle(sendSignalsWorkflowId(CREDITOR, 's-1'));
  await until(
    'all are delayed',
    async () =>
      (await handle.query<{ outcomes: { delayed: number } } | null>('progress'))?.outcomes.delayed === 40,
  );
  await office.stopWorker();
  await handle.terminate('a slip of the mouse');
  await office.startWorker();
  await reconcileNow(office);
  const again = office.temporal.workflow.getHandle(sendSignalsWorkflowId(CREDITOR, 's-1'));
  await clockOf(office.temporal, again).race();
  expect(await office.client.sendSignalsResult(send)).toMatchObject({
    total: 40,
    isDone: true,
    outcomes: { sent: 40 },
  });
  expect(authority.received.size).toBe(40);
  expect([...authority.received.values()].every((attempts) => attempts.length === 1)).toBe(true);
  expect(await office.db.read((tx) => findSend(tx, 's-1'))).toMatchObject({ by: 'ann', total: 40 });
});

test('data of signals is deleted after its time by a run of its own, which says what is left', async () => {
  const reports = await office.temporal.workflow.execute<() => Promise<RetentionReport[]>>(
    WorkflowType.SIGNAL_RETENTION,
    { taskQueue: TASK_QUEUE, workflowId: 'signals/retention/now', args: [] },
  );
  expect(reports).toMatchObject([{ creditor: CREDITOR, left: 0 }]);
});

test('a creditor that takes its settings back is evaluated once more, which clears the list, then no more', async () => {
  await publishNext('none', null);
  await signalSchedules(office.temporal, office.db).ensure();
  const schedule = office.temporal.schedule.getHandle(signalEvaluationScheduleId(CREDITOR));
  expect((await schedule.describe()).state.paused).toBe(true);
  await until('the list is empty', async () => {
    const list = await office.db.read((tx) => listPrepared(tx, { creditor: CREDITOR, limit: 1 }));
    return list.length === 0;
  });
  await publishNext('three', always);
  await signalSchedules(office.temporal, office.db).ensure();
  expect((await schedule.describe()).state.paused).toBe(false);
});

async function publishNext(hash: string, of: SignalSettings | null): Promise<void> {
  await office.db.transaction((tx) =>
    publishSignalSettings(tx, { creditor: CREDITOR, hash, settings: of, at: 0, by: 'test' }),
  );
}
