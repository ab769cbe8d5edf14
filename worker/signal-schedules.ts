import { createHash } from 'node:crypto';
import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
} from '@temporalio/client';
import { signalEvaluationScheduleId, signalEvaluationWorkflowId } from '../contracts/ids.ts';
import type { EvaluationInput } from '../contracts/signals.ts';
import { SIGNAL_RETENTION_SCHEDULE, TASK_QUEUE, WorkflowType } from '../contracts/task-queues.ts';
import { findCreditor } from '../db/creditor/creditors.ts';
import type { Database } from '../db/database.ts';
import { getSetting, setSetting } from '../db/settings.ts';
import { creditorsWithSignals, findSignalSettings } from '../db/signals/settings.ts';
import type { Instant } from '../domain/kernel/day.ts';
import type { SignalSettings } from '../domain/signals/settings.ts';
import { scheduleSpecOf } from './schedule-spec.ts';

const RETENTION: ScheduleOptions = {
  scheduleId: SIGNAL_RETENTION_SCHEDULE,
  // In UTC, which skips and repeats nothing: it is for all creditors, whatever their zones.
  spec: { cronExpressions: ['30 3 * * *'], timezone: 'UTC', jitter: '30 minutes' },
  policies: {
    overlap: 'SKIP',
    // Late is as good as on time, and one run deletes what several have missed.
    catchupWindow: '1 day',
  },
  action: {
    type: 'startWorkflow',
    workflowType: WorkflowType.SIGNAL_RETENTION,
    workflowId: 'signals/retention',
    taskQueue: TASK_QUEUE,
    args: [],
    staticSummary: 'Deletes personal data of signals after its time',
  },
};

/** Keeps the Schedules of evaluations as the published settings want them. */
export interface SignalSchedules {
  /**
   * Creates what is missing and changes what was published anew since, or given out for another month; nothing
   * else is asked of the server. The first time it tells the server all of it, whatever was told before.
   */
  ensure(): Promise<void>;
}

/** Under which the books keep what the server was told last, by whichever worker. */
const toldAs = (creditor: string) => `signal schedule told ${creditor}`;

export function signalSchedules(
  client: Client,
  db: Database,
  now: () => Instant = Date.now,
): SignalSchedules {
  const toldByUs = new Set<string>();
  return {
    async ensure() {
      const creditors = await db.read(creditorsWithSignals);
      if (creditors.length > 0 && toldByUs.size === 0) await ensureSchedule(client, RETENTION);
      for (const creditor of creditors) {
        const wanted = await wantedFor(db, creditor, now());
        const mark = createHash('sha256').update(JSON.stringify(wanted)).digest('hex');
        const told = await db.read((tx) => getSetting(tx, toldAs(creditor)));
        if (told === mark && toldByUs.has(creditor)) continue;
        if (wanted === null) await rest(client, creditor);
        else await ensureSchedule(client, wanted);
        // Noted in the books: what one worker remembers of itself, another may have changed since.
        if (told !== mark) await db.transaction((tx) => setSetting(tx, toldAs(creditor), mark), { creditor });
        toldByUs.add(creditor);
      }
    },
  };
}

/** The creditor's Schedule; null when it took its settings back. */
async function wantedFor(db: Database, creditor: string, now: Instant): Promise<ScheduleOptions | null> {
  return db.read(async (tx) => {
    const published = await findSignalSettings(tx, creditor);
    const zone = (await findCreditor(tx, creditor))?.timeZone ?? 'UTC';
    return published === undefined ? null : scheduleOf(creditor, published.settings, zone, now);
  });
}

/** It runs once more, which clears the list, then rests. */
async function rest(client: Client, creditor: string): Promise<void> {
  const handle = client.schedule.getHandle(signalEvaluationScheduleId(creditor));
  try {
    const { state } = await handle.describe();
    if (state.paused) return;
    await handle.trigger('SKIP');
    await handle.pause(TAKEN_BACK);
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}

function scheduleOf(
  creditor: string,
  { schedule }: SignalSettings,
  zone: string,
  now: Instant,
): ScheduleOptions {
  const input: EvaluationInput = { creditor };
  return {
    scheduleId: signalEvaluationScheduleId(creditor),
    spec: {
      ...scheduleSpecOf(schedule.cron, schedule.timeZone ?? zone, now),
      jitter: `${schedule.jitterMinutes} minutes`,
    },
    policies: {
      // A run looks at everyone: a second one beside it would only do the work twice.
      overlap: 'SKIP',
      catchupWindow: `${schedule.catchUpHours} hours`,
    },
    action: {
      type: 'startWorkflow',
      workflowType: WorkflowType.SIGNAL_EVALUATION,
      workflowId: signalEvaluationWorkflowId(creditor),
      taskQueue: TASK_QUEUE,
      args: [input],
      staticSummary: `Prepares signals of ${creditor}; sends nothing`,
    },
  };
}

/** An operator's pause stays; a schedule that was paused because settings were taken back goes on. */
async function ensureSchedule(client: Client, options: ScheduleOptions): Promise<void> {
  try {
    await client.schedule.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const { spec, policies, action } = options;
    const handle = client.schedule.getHandle(options.scheduleId);
    await handle.update(({ state }) => {
      const goesOn = state.paused && state.note === TAKEN_BACK;
      return {
        spec,
        policies,
        action,
        state: goesOn ? { ...state, paused: false, note: '' } : state,
      } as never;
    });
  }
}

const TAKEN_BACK = 'The creditor takes no part in signals.';
