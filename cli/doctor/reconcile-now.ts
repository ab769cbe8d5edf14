import type { ReconcileInput, ReconcileReport } from '../../contracts/background.ts';
import { TASK_QUEUE, WorkflowType } from '../../contracts/task-queues.ts';
import { WorkFailed } from '../kit/failures.ts';
import { requireWorker, type Server, withServer } from '../kit/server-connection.ts';
import { isTimeout } from '../messages/deliver.ts';

/** Beside the Schedule's own sweep; one by hand at a time. */
const WORKFLOW_ID = 'reconcile-by-hand';

/** Starts the sweep now and waits for its report. */
export async function reconcileNow(dataFolder: string, timeoutSeconds: number): Promise<ReconcileReport> {
  return withServer(dataFolder, async (server) => {
    await requireWorker(server, 'as the sweep needs one');
    const handle = await startSweep(server, { everything: true });
    try {
      const deadline = Date.now() + timeoutSeconds * 1000;
      return await server.service.withDeadline(deadline, () => handle.result() as Promise<ReconcileReport>);
    } catch (error) {
      if (!isTimeout(error)) throw error;
      throw new WorkFailed(
        `The sweep goes on, but was not done within ${timeoutSeconds} s: workflow ${WORKFLOW_ID}.`,
      );
    }
  });
}

/** Starts the sweep; one that goes on already is taken for it. */
export async function startSweep({ temporal }: Server, input: ReconcileInput = {}) {
  return temporal.workflow.start(WorkflowType.RECONCILE, {
    taskQueue: TASK_QUEUE,
    workflowId: WORKFLOW_ID,
    workflowIdConflictPolicy: 'USE_EXISTING',
    args: [input],
    staticSummary: 'The sweep, asked for by hand',
  });
}
