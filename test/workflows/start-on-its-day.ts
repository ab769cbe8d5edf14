import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { parseCaseWorkflowId, parseInvoiceWorkflowId } from '../../contracts/ids.ts';
import { findCaseByReference } from '../../db/case/cases.ts';
import type { Database } from '../../db/database.ts';
import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import type { Instant } from '../../domain/kernel/day.ts';

/** Less is no skipped time but the time between two machines. */
const NEGLIGIBLE_MS = 60_000;

type Service = Client['workflowService'];

/**
 * Lets each workflow begin on the day that its row has come to. A case opened on a skipped day would begin today,
 * before it was opened: its start is delayed to that day, and the server skips the delay.
 *
 * A message would end the delay at once, so messages wait until it is over. Workflows without a row of their own begin
 * when they are `given` to begin.
 */
export function startOnItsDay(
  { workflow, workflowService }: Client,
  db: Database,
  given: ReadonlyMap<string, Instant>,
): void {
  const start: Service['startWorkflowExecution'] =
    workflowService.startWorkflowExecution.bind(workflowService);
  const signal: Service['signalWorkflowExecution'] =
    workflowService.signalWorkflowExecution.bind(workflowService);
  const starting = new Map<string, Promise<unknown>>();

  const startLater = async (request: Parameters<typeof start>[0], aheadMs: number) => {
    const duration = { seconds: Math.ceil(aheadMs / 1000), nanos: 0 };
    const started = await start({
      ...request,
      workflowStartDelay: duration as never,
      timeSkippingConfig: { enabled: true, fastForwardConfig: { id: randomUUID(), duration } } as never,
    });
    const handle = workflow.getHandle(request.workflowId ?? '', started.runId);
    while (!(await hasBegun(handle))) await sleep(10);
    return started;
  };

  const startOnce = async (request: Parameters<typeof start>[0]) => {
    const workflowId = request.workflowId ?? '';
    const aheadMs = (given.get(workflowId) ?? (await momentOfRow(db, workflowId))) - Date.now();
    return aheadMs < NEGLIGIBLE_MS ? start(request) : startLater(request, aheadMs);
  };

  Object.assign(workflowService, {
    // One at a time: whoever hears that it runs already takes it that it has begun.
    startWorkflowExecution(request: Parameters<typeof start>[0]) {
      const workflowId = request.workflowId ?? '';
      const before = starting.get(workflowId) ?? Promise.resolve();
      const started = before.then(() => startOnce(request));
      const done = started.catch(() => undefined);
      starting.set(workflowId, done);
      return started.finally(() => starting.get(workflowId) === done && starting.delete(workflowId));
    },
    async signalWorkflowExecution(request: Parameters<typeof signal>[0]) {
      await starting.get(request.workflowExecution?.workflowId ?? '');
      return signal(request);
    },
  });
}

async function hasBegun(handle: WorkflowHandle): Promise<boolean> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).some((event) => event.workflowTaskScheduledEventAttributes != null);
}

async function momentOfRow(db: Database, workflowId: string): Promise<Instant> {
  const ofCase = parseCaseWorkflowId(workflowId);
  const ofInvoice = parseInvoiceWorkflowId(workflowId);
  return db.read(async (tx) => {
    if (ofCase !== undefined) {
      return (await findCaseByReference(tx, ofCase.creditor, ofCase.reference))?.decidedAt ?? 0;
    }
    if (ofInvoice === undefined) return 0;
    return (await findInvoiceByNumber(tx, ofInvoice.creditor, ofInvoice.number))?.decidedAt ?? 0;
  });
}
