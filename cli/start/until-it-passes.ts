import { setTimeout as sleep } from 'node:timers/promises';
import { PassingTrouble } from '../../db/errors.ts';
import type { Waiting } from './connect-with-patience.ts';

const AGAIN_AFTER_MS = 500;

/**
 * Does it, and does it again while a lock, a restart or a failover of the database is in the way: several workers that
 * start at once wait for each other, and none may end of it.
 */
export async function untilItPasses<T>(work: () => Promise<T>, { patience, onMessage }: Waiting): Promise<T> {
  const end = performance.now() + (patience?.ms ?? 0);
  for (let told = ''; ; ) {
    try {
      return await work();
    } catch (error) {
      const isOver = performance.now() >= end || patience?.isCancelled() === true;
      if (!(error instanceof PassingTrouble) || isOver) throw error;
      if (error.message !== told) onMessage(error.message);
      told = error.message;
    }
    await sleep(AGAIN_AFTER_MS);
  }
}
