import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

const { EVENT_TYPE_WORKFLOW_TASK_COMPLETED } = temporal.api.enums.v1.EventType;

/** One moment of a run to go back to. */
export interface ResetPoint {
  readonly workflowId: string;
  readonly runId?: string;
  readonly eventId: unknown;
}

/** The end of a run's first workflow task, or of the last one so far. */
export async function taskOf(
  { workflowService, options }: Client,
  workflowId: string,
  which: 'first' | 'last' = 'first',
): Promise<ResetPoint> {
  const request = { namespace: options.namespace, execution: { workflowId }, maximumPageSize: 10 };
  const { history } =
    which === 'first'
      ? await workflowService.getWorkflowExecutionHistory(request)
      : await workflowService.getWorkflowExecutionHistoryReverse(request);
  const task = history?.events?.find(({ eventType }) => eventType === EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
  if (task === undefined) throw new Error(`${workflowId} has done nothing yet`);
  return { workflowId, eventId: task.eventId };
}

/** `reset` as Temporal's UI and CLI send it, with all messages since applied again; returns the new run. */
export async function resetTo(
  { workflowService, options }: Client,
  { workflowId, runId, eventId }: ResetPoint,
): Promise<string> {
  const reset = await workflowService.resetWorkflowExecution({
    namespace: options.namespace,
    workflowExecution: { workflowId, ...(runId === undefined ? {} : { runId }) },
    reason: 'test',
    requestId: randomUUID(),
    workflowTaskFinishEventId: eventId as never,
  });
  return reset.runId ?? '';
}
