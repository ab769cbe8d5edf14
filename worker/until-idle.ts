import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Worker } from '@temporalio/worker';
import type { ReconcileReport } from '../contracts/background.ts';
import { CANARY_WORKFLOW, TASK_QUEUE, WorkflowType } from '../contracts/task-queues.ts';
import type { Database } from '../db/database.ts';
import { PassingTrouble } from '../db/errors.ts';
import type { Instant } from '../domain/kernel/day.ts';
import { type IdleLimits, judgeIdle, type Watched } from './judge-idle.ts';
import { obstacles } from './obstacles.ts';
import { isAnythingUndone, seeUndone, seeWork, type Undone } from './undone.ts';
import { workInWords } from './undone-words.ts';

export interface IdleSettings extends IdleLimits {
  readonly client: Client;
  readonly db: Database;
  readonly worker: Worker;
  /** When the run began: what came up since is its own. */
  readonly since: Instant;
  readonly onMessage: (text: string) => void;
  readonly isCancelled: () => boolean;
  /** Resolves when the run is to stop. */
  readonly cancelled: Promise<void>;
}

export type IdleEnd =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'done'; readonly undone: Undone }
  /** `obstacles`: what stands in the way of everything. */
  | { readonly kind: 'undone'; readonly undone: Undone; readonly obstacles: readonly string[] }
  | { readonly kind: 'deaf'; readonly because: string };

const POLL_MS = 500;
const CANARY_PATIENCE_MS = 30_000;
/** What the Schedule's sweep would do in a few minutes; a run that waits for something to get done does it sooner. */
const SWEEP_AGAIN_MS = 60_000;

/**
 * Waits until all that is due has been done, by the word of the database: no step is due, no wake or effect is
 * pending, nothing waits for another attempt, no intake, bulk or sweep is under way and no task is in the worker's
 * hands, for a given time. Where nothing gets done for longer than the patience, it ends with what is left.
 */
export async function waitUntilIdle(settings: IdleSettings): Promise<IdleEnd> {
  let isOver = false;
  const onMessage = (text: string) => {
    // A sweep may still be under way, and would have the last word.
    if (!isOver) settings.onMessage(text);
  };
  try {
    return await watch({ ...settings, onMessage });
  } finally {
    isOver = true;
  }
}

async function watch(settings: IdleSettings): Promise<IdleEnd> {
  const { db, onMessage, isCancelled, cancelled } = settings;
  if (isCancelled()) return { kind: 'stopped' };
  const problem = await checkTasksArrive(settings);
  if (isCancelled()) return { kind: 'stopped' };
  if (problem !== null) return { kind: 'deaf', because: problem };
  const sweeps = sweeper(settings);
  await Promise.race([sweeps.sweep(), cancelled, later(settings.patienceMs)]);
  let watched: Watched | null = null;
  let told = '';
  while (!isCancelled()) {
    const now = Date.now();
    const seen = await patiently(settings, () => db.read((tx) => seeWork(tx, now)));
    if (seen === null) break;
    const says = workInWords(seen);
    if (says !== told) onMessage(says);
    told = says;
    const judged = judgeIdle(watched, { ...seen, now, isBusy: isBusy(settings.worker) }, settings);
    watched = judged.watched;
    if (judged.verdict !== 'wait') return theEnd(settings);
    if (watched.idleSince === null) sweeps.sweepAgain(now);
    await Promise.race([later(POLL_MS), cancelled]);
  }
  return { kind: 'stopped' };
}

/** The books may be away for a while, as in a failover; null when the run is to stop meanwhile. */
async function patiently<T>(
  { patienceMs, isCancelled, cancelled, onMessage }: IdleSettings,
  look: () => Promise<T>,
): Promise<T | null> {
  const end = performance.now() + patienceMs;
  for (let attempt = 1; !isCancelled(); attempt++) {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof PassingTrouble) || performance.now() >= end) throw error;
      if (attempt === 1) onMessage(error.message);
      await Promise.race([later(POLL_MS), cancelled]);
    }
  }
  return null;
}

/** Nothing more will move; what lies aside is not done all the same. */
async function theEnd(settings: IdleSettings): Promise<IdleEnd> {
  const { client, db, since } = settings;
  const end = await patiently(settings, async (): Promise<IdleEnd> => {
    const undone = await db.read((tx) => seeUndone(tx, Date.now(), since));
    if (!isAnythingUndone(undone)) return { kind: 'done', undone };
    return { kind: 'undone', undone, obstacles: await obstacles(client, db) };
  });
  return end ?? { kind: 'stopped' };
}

/** A worker of a version that the server does not route to would look idle for ever. */
async function checkTasksArrive({ client, cancelled }: IdleSettings): Promise<string | null> {
  const canary = client.workflow.execute(CANARY_WORKFLOW, {
    taskQueue: TASK_QUEUE,
    workflowId: `canary/${randomUUID()}`,
    args: [],
  });
  const answer = await Promise.race([canary, cancelled, later(CANARY_PATIENCE_MS)]);
  return answer === 'ok'
    ? null
    : 'This worker receives no tasks: is its version the current one on the server?';
}

/** What has no workflow, or missed its moment, is taken up before anything is judged idle. */
function sweeper({ client, onMessage }: IdleSettings) {
  const told = new Set<string>();
  let sweptAt = Date.now();
  let isSweeping = false;

  async function sweep(): Promise<void> {
    isSweeping = true;
    try {
      for (const odd of await oddOnes(client)) {
        if (!told.has(odd)) onMessage(odd);
        told.add(odd);
      }
    } catch (error) {
      // The database tells what it would have found.
      onMessage(`The sweep failed: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      isSweeping = false;
    }
  }

  return {
    sweep,
    sweepAgain(now: Instant): void {
      if (isSweeping || now - sweptAt < SWEEP_AGAIN_MS) return;
      sweptAt = now;
      void sweep();
    },
  };
}

async function oddOnes(client: Client): Promise<readonly string[]> {
  const report: ReconcileReport = await client.workflow.execute(WorkflowType.RECONCILE, {
    taskQueue: TASK_QUEUE,
    workflowId: `reconcile/${randomUUID()}`,
    args: [],
  });
  return report.odd;
}

function isBusy(worker: Worker): boolean {
  const status = worker.getStatus();
  return status.numInFlightWorkflowActivations + status.numInFlightActivities > 0;
}

function later(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms).unref());
}
