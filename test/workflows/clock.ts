import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import type { Instant } from '../../domain/kernel/day.ts';

/** Skips of one request; the server's own limit is 200. */
const MOST_SKIPS = 5000;
const PATIENCE_MS = 30_000;
const POLL_MS = 20;

/** The clock of one workflow: the server skips to its next timer instead of waiting for it. */
export interface Clock {
  now(): Promise<Instant>;
  /** Skips to that moment and waits until the workflow has done what was due by then. */
  advanceTo(moment: Instant): Promise<void>;
  /** Asks for the skip and returns at once, for workflows that cannot go on now. */
  beginAdvanceTo(moment: Instant): Promise<void>;
  /** Skips from timer to timer until the workflow has ended. */
  race(): Promise<void>;
  /** Waits until the workflow has nothing in hand: no task and no activity. */
  untilQuiet(): Promise<void>;
  isRunning(): Promise<boolean>;
}

export function clockOf(temporal: Client, handle: WorkflowHandle): Clock {
  const { workflowId } = handle;
  const { namespace } = temporal.options;

  async function look() {
    try {
      const { raw, status } = await handle.describe();
      const skipping = raw.workflowExtendedInfo?.timeSkippingInfo;
      const now = skipping?.currentTime == null ? Date.now() : instantOf(skipping.currentTime);
      const isBusy = (raw.pendingActivities?.length ?? 0) > 0 || raw.pendingWorkflowTask != null;
      return {
        isRunning: status.name === 'RUNNING',
        isQuiet: status.name !== 'RUNNING' || !isBusy,
        now,
        isSkipping: skipping?.effectiveConfig?.enabled === true,
      };
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      return { isRunning: false, isQuiet: true, now: Date.now(), isSkipping: false };
    }
  }

  async function setSkipping(fastForward: { ms: number } | undefined): Promise<void> {
    const config = { enabled: true, maxSessionSkipCount: MOST_SKIPS };
    const duration = { seconds: Math.floor((fastForward?.ms ?? 0) / 1000), nanos: 0 };
    const timeSkippingConfig =
      fastForward === undefined ? config : { ...config, fastForwardConfig: { id: randomUUID(), duration } };
    await temporal.workflowService.updateWorkflowExecutionOptions({
      namespace,
      workflowExecution: { workflowId },
      workflowExecutionOptions: { timeSkippingConfig } as never,
      updateMask: { paths: ['time_skipping_config'] },
    });
  }

  async function waitFor(what: string, check: (seen: Awaited<ReturnType<typeof look>>) => boolean) {
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(POLL_MS)) {
      const seen = await look();
      if (check(seen)) return;
      if (Date.now() > end) throw new Error(`waited too long until ${workflowId} ${what}`);
    }
  }

  const beginAdvanceTo = async (moment: Instant) => {
    const { now, isRunning } = await look();
    if (!isRunning) return;
    // Whole seconds, upwards; the clock runs on by itself meanwhile.
    const ms = Math.ceil((moment - now) / 1000) * 1000;
    if (ms > 0) await setSkipping({ ms });
  };

  return {
    now: async () => (await look()).now,
    beginAdvanceTo,
    async advanceTo(moment) {
      await beginAdvanceTo(moment);
      await waitFor('came to its moment', ({ isRunning, isQuiet, now, isSkipping }) => {
        return !isRunning || (isQuiet && now >= moment && !isSkipping);
      });
      // A timer that is due exactly then fires a moment later.
      await sleep(POLL_MS);
      await waitFor('was quiet', ({ isQuiet }) => isQuiet);
    },
    async race() {
      await setSkipping(undefined);
      await waitFor('ended', ({ isRunning }) => !isRunning);
    },
    untilQuiet: () => waitFor('was quiet', ({ isQuiet }) => isQuiet),
    isRunning: async () => (await look()).isRunning,
  };
}

function instantOf(timestamp: { seconds?: unknown; nanos?: number | null }): Instant {
  return Number(timestamp.seconds ?? 0) * 1000 + Math.floor((timestamp.nanos ?? 0) / 1e6);
}
