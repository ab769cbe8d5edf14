import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { parseCaseWorkflowId } from '../../contracts/ids.ts';
import { WorkflowType } from '../../contracts/task-queues.ts';
import { findCaseByReference } from '../../db/cases.ts';
import type { Database } from '../../db/open.ts';

/** Less is no skipped time but the time between two machines. */
const NEGLIGIBLE_MS = 60_000;

type Start = Client['workflowService']['startWorkflowExecution'];

/**
 * Lets each case begin on the clock of what opened it. A case opened on a skipped day would begin today, before it
 * was opened: its start is delayed to that day, and the server skips the delay.
 */
export function startCasesOnTheirDay({ workflowService }: Client, db: Database): void {
  const start: Start = workflowService.startWorkflowExecution.bind(workflowService);
  const onItsDay = async (request: Parameters<Start>[0]) => {
    const ref = parseCaseWorkflowId(request.workflowId ?? '');
    if (request.workflowType?.name !== WorkflowType.CASE || ref === undefined) return start(request);
    const row = await db.read((tx) => findCaseByReference(tx, ref.creditor, ref.reference));
    const ahead = Math.max(row?.openedAt ?? 0, row?.decidedAt ?? 0) - Date.now();
    if (ahead < NEGLIGIBLE_MS) return start(request);
    const duration = { seconds: Math.ceil(ahead / 1000), nanos: 0 };
    return start({
      ...request,
      workflowStartDelay: duration as never,
      timeSkippingConfig: { enabled: true, fastForwardConfig: { id: randomUUID(), duration } } as never,
    });
  };
  Object.assign(workflowService, { startWorkflowExecution: onItsDay });
}
