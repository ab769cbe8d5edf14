import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { parseCaseWorkflowId, parseInvoiceWorkflowId } from '../../contracts/ids.ts';
import { findCaseByReference } from '../../db/cases.ts';
import { findInvoiceByNumber } from '../../db/invoices.ts';
import type { Database } from '../../db/open.ts';
import type { Instant } from '../../domain/day.ts';

/** Less is no skipped time but the time between two machines. */
const NEGLIGIBLE_MS = 60_000;
/** Its start, and two of the server's clock. */
const EVENTS_BEFORE_FIRST_TASK = 3;

type Service = Client['workflowService'];

/**
 * Lets each workflow begin on the day that its row has come to. A case opened on a skipped day would begin today,
 * before it was opened: its start is delayed to that day, and the server skips the delay.
 *
 * A signal would end the delay at once, so signals wait until it is over. Workflows without a row of their own begin
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
    while ((await handle.describe()).historyLength <= EVENTS_BEFORE_FIRST_TASK) await sleep(10);
    return started;
  };

  Object.assign(workflowService, {
    async startWorkflowExecution(request: Parameters<typeof start>[0]) {
      const workflowId = request.workflowId ?? '';
      const aheadMs = (given.get(workflowId) ?? (await momentOfRow(db, workflowId))) - Date.now();
      if (aheadMs < NEGLIGIBLE_MS) return start(request);
      const started = startLater(request, aheadMs);
      starting.set(
        workflowId,
        started.catch(() => undefined),
      );
      return started.finally(() => starting.delete(workflowId));
    },
    async signalWorkflowExecution(request: Parameters<typeof signal>[0]) {
      await starting.get(request.workflowExecution?.workflowId ?? '');
      return signal(request);
    },
  });
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
