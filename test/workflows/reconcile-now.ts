import { randomUUID } from 'node:crypto';
import type { ReconcileReport } from '../../contracts/background.ts';
import { TASK_QUEUE, WorkflowType } from '../../contracts/task-queues.ts';
import type { Office } from './office.ts';

/** Runs the sweep once, as its Schedule does. */
export async function reconcileNow({ temporal }: Office): Promise<ReconcileReport> {
  return temporal.workflow.execute<() => Promise<ReconcileReport>>(WorkflowType.RECONCILE, {
    taskQueue: TASK_QUEUE,
    workflowId: `reconcile/${randomUUID()}`,
    args: [],
  });
}
