import type { Client } from '@temporalio/client';
import type { Worker } from '@temporalio/worker';
import type { ReconcileReport } from '../contracts/background.ts';
import { CANARY_WORKFLOW, TASK_QUEUE, WorkflowType } from '../contracts/task-queues.ts';
import { type DueWork, dueWork } from '../db/due-work.ts';
import { batchesSetAside } from '../db/intake-order.ts';
import type { Database } from '../db/open.ts';

export interface IdleSettings {
  readonly client: Client;
  readonly db: Database;
  readonly worker: Worker;
  /** Idle for this long without interruption ends the run. */
  readonly idleForMs: number;
  readonly onMessage: (text: string) => void;
  readonly isCancelled: () => boolean;
}

export type IdleEnd =
  | { readonly kind: 'idle' | 'stopped' }
  | { readonly kind: 'stuck'; readonly because: string };

const POLL_MS = 500;
/** Work that is due and does not move for this long will not move by waiting longer. */
const STUCK_AFTER_MS = 5 * 60_000;
const CANARY_PATIENCE_MS = 30_000;

/**
 * Waits until all that is due has been done, by the word of the database: no step is due, no wake or effect is
 * pending, no intake, bulk or sweep is under way and no task is in the worker's hands, for a given time.
 */
export async function waitUntilIdle(settings: IdleSettings): Promise<IdleEnd> {
  const problem = await checkTasksArrive(settings);
  if (problem !== null) return { kind: 'stuck', because: problem };
  for (const odd of await sweep(settings.client)) settings.onMessage(odd);
  let idleSince: number | null = null;
  let last = '';
  let movedAt = Date.now();
  for (;;) {
    if (settings.isCancelled()) return { kind: 'stopped' };
    const now = Date.now();
    const due = await settings.db.read((tx) => dueWork(tx, now));
    const busy = tasksInHand(settings.worker) > 0;
    const seen = JSON.stringify([due, busy]);
    if (seen !== last) {
      last = seen;
      movedAt = now;
      if (isDone(due)) settings.onMessage('Nothing is due.');
      else settings.onMessage(inWords(due));
    }
    if (isDone(due) && !busy) {
      idleSince ??= now;
      if (now - idleSince >= settings.idleForMs) return done(settings.db);
    } else {
      idleSince = null;
      if (now - movedAt > STUCK_AFTER_MS)
        return { kind: 'stuck', because: `${inWords(due)} Nothing has moved for five minutes.` };
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Nothing more will move; what was set aside is not done all the same. */
async function done(db: Database): Promise<IdleEnd> {
  const [first, ...others] = await db.read(batchesSetAside);
  if (first === undefined) return { kind: 'idle' };
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const because = `Batch ${first.id} of ${first.creditor}${more} could not be taken in (${first.lastError ?? 'no word of it'}): mend the cause, then take the same file in again.`;
  return { kind: 'stuck', because };
}

/** A worker of a version that the server does not route to would look idle for ever. */
async function checkTasksArrive({ client }: IdleSettings): Promise<string | null> {
  const canary = client.workflow.execute(CANARY_WORKFLOW, {
    taskQueue: TASK_QUEUE,
    workflowId: `canary/${process.pid}-${Date.now()}`,
    args: [],
  });
  const timeout = new Promise<null>((resolve) => setTimeout(() => resolve(null), CANARY_PATIENCE_MS).unref());
  const answer = await Promise.race([canary, timeout]);
  return answer === 'ok'
    ? null
    : 'This worker receives no tasks: is its version the current one on the server?';
}

/** What has no workflow, or missed its moment, is taken up before anything is judged idle. */
async function sweep(client: Client): Promise<readonly string[]> {
  const report: ReconcileReport = await client.workflow.execute(WorkflowType.RECONCILE, {
    taskQueue: TASK_QUEUE,
    workflowId: `reconcile/${process.pid}-${Date.now()}`,
    args: [],
  });
  return report.odd;
}

function tasksInHand(worker: Worker): number {
  const status = worker.getStatus();
  return status.numInFlightWorkflowActivations + status.numInFlightActivities;
}

function isDone(due: DueWork): boolean {
  return Object.values(due).every((count) => count === 0);
}

function inWords({ steps, wakes, effects, batches, bulks, signals }: DueWork): string {
  return `Due: ${steps} steps, ${wakes} wakes, ${effects} effects, ${batches} batches, ${bulks} bulk operations, ${signals} signals.`;
}
