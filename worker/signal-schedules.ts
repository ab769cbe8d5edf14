import { type Client, ScheduleAlreadyRunning, type ScheduleOptions } from '@temporalio/client';
import { signalEvaluationScheduleId, signalEvaluationWorkflowId } from '../contracts/ids.ts';
import type { EvaluationInput } from '../contracts/signals.ts';
import { SIGNAL_RETENTION_SCHEDULE, TASK_QUEUE, WorkflowType } from '../contracts/task-queues.ts';
import { findCreditor } from '../db/creditors.ts';
import type { Database } from '../db/open.ts';
import { creditorsWithSignals, findSignalSettings } from '../db/signal-settings.ts';
import type { SignalSettings } from '../domain/signals/settings.ts';

const RETENTION: ScheduleOptions = {
  scheduleId: SIGNAL_RETENTION_SCHEDULE,
  spec: { cronExpressions: ['30 3 * * *'], jitter: '30 minutes' },
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

/**
 * Makes sure that every creditor with published signal settings is evaluated as they say, and that old data is
 * deleted. One that took its settings back is evaluated no more.
 */
export async function ensureSignalSchedules(client: Client, db: Database): Promise<void> {
  const creditors = await db.read(creditorsWithSignals);
  if (creditors.length > 0) await ensureSchedule(client, RETENTION);
  for (const creditor of creditors) await ensureSignalSchedule(client, db, creditor);
}

/** The same for one creditor, such as one just published. */
export async function ensureSignalSchedule(client: Client, db: Database, creditor: string): Promise<void> {
  const found = await db.read(async (tx) => ({
    zone: (await findCreditor(tx, creditor))?.timeZone,
    published: await findSignalSettings(tx, creditor),
  }));
  const handle = client.schedule.getHandle(signalEvaluationScheduleId(creditor));
  if (found.published === undefined) {
    // It runs once more and clears the list, then rests.
    await handle.trigger('SKIP').catch(unlessAbsent);
    await handle.pause(TAKEN_BACK).catch(unlessAbsent);
    return;
  }
  await ensureSchedule(client, scheduleOf(creditor, found.published.settings, found.zone ?? 'UTC'));
}

function scheduleOf(creditor: string, { schedule }: SignalSettings, zone: string): ScheduleOptions {
  const input: EvaluationInput = { creditor };
  return {
    scheduleId: signalEvaluationScheduleId(creditor),
    spec: {
      cronExpressions: [schedule.cron],
      timezone: schedule.timeZone ?? zone,
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

function unlessAbsent(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'ScheduleNotFoundError') throw error;
}
