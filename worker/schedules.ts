import { type Client, ScheduleAlreadyRunning, type ScheduleOptions } from '@temporalio/client';
import { RECONCILE_SCHEDULE, TASK_QUEUE, WorkflowType } from '../contracts/task-queues.ts';

const RECONCILE: ScheduleOptions = {
  scheduleId: RECONCILE_SCHEDULE,
  spec: { intervals: [{ every: '5 minutes' }], jitter: '20s' },
  policies: {
    // A sweep looks at everything: two at once would only do the work twice.
    overlap: 'SKIP',
    // One sweep after an outage is enough; the missed ones have nothing to add.
    catchupWindow: '1 minute',
  },
  action: {
    type: 'startWorkflow',
    workflowType: WorkflowType.RECONCILE,
    workflowId: 'reconcile',
    taskQueue: TASK_QUEUE,
    args: [],
    staticSummary: 'Starts what has no workflow, wakes what is late, says what is odd',
  },
};

/** Makes sure that the Schedules exist as this release wants them. */
export async function ensureSchedules(client: Client): Promise<void> {
  try {
    await client.schedule.create(RECONCILE);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const { spec, policies, action } = RECONCILE;
    await client.schedule.getHandle(RECONCILE_SCHEDULE).update(
      ({ state }) =>
        ({
          spec,
          ...(policies === undefined ? {} : { policies }),
          action,
          state,
        }) as never,
    );
  }
}
