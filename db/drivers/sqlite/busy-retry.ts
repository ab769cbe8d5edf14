import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from './errors.ts';

export const DEFAULT_BUSY_TIMEOUT_MS = 10_000;
const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 50;

/**
 * Tries again while another process holds the lock, up to so many milliseconds of waiting.
 *
 * SQLite's own busy timeout waits too, but blocks the whole process meanwhile: timers, heartbeats and health
 * answers would stand still for up to ten seconds.
 */
export async function withBusyRetry<T>(busyTimeoutMs: number, attempt: () => T): Promise<T> {
  let waited = 0;
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || waited >= busyTimeoutMs) throw error;
    }
    await sleep(pause);
    waited += pause;
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}
