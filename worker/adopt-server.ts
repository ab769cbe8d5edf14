import type { Client } from '@temporalio/client';
import { TASK_QUEUE, WorkflowType } from '../contracts/task-queues.ts';
import type { Database } from '../db/database.ts';
import { forgetWorkflows } from '../db/sweep/lost-server.ts';

/**
 * Makes up for a server that has lost its file or is another one: when it knows no workflow of an invoice or a case
 * at all, none of the database's is carried by one, whatever their rows say. The sweep then starts them.
 *
 * Returns how many had to be taken up again.
 */
export async function adoptServer(client: Client, db: Database): Promise<number> {
  const { count } = await client.workflow.count(
    `WorkflowType IN ("${WorkflowType.INVOICE}", "${WorkflowType.CASE}")`,
  );
  if (count > 0) return 0;
  const forgotten = await db.transaction((tx) => forgetWorkflows(tx));
  if (forgotten === 0) return 0;
  await client.workflow.start(WorkflowType.RECONCILE, {
    taskQueue: TASK_QUEUE,
    workflowId: 'reconcile/new-server',
    workflowIdConflictPolicy: 'USE_EXISTING',
    args: [],
  });
  return forgotten;
}
