import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';

/** `reset` as Temporal's UI and CLI send it: to the first workflow task, with all messages since applied again. */
export async function resetToFirstTask(
  { workflowService, options }: Client,
  workflowId: string,
): Promise<string> {
  const { runId } = await workflowService.resetWorkflowExecution({
    namespace: options.namespace,
    workflowExecution: { workflowId },
    reason: 'test',
    requestId: randomUUID(),
    // Started, task scheduled, task started, task completed.
    workflowTaskFinishEventId: 4 as never,
  });
  return runId ?? '';
}
