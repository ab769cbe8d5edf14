import { setTimeout as sleep } from 'node:timers/promises';
import { PassingTrouble } from './errors.ts';

/** How long it is tried again, whether that was called off, and who hears what is in the way. */
export interface Patient {
  readonly ms: number;
  readonly isCancelled?: (() => boolean) | undefined;
  readonly onMessage?: (text: string) => void;
}

const AGAIN_AFTER_MS = 500;

/** Does it, and does it again while a lock, a restart or a failover of the database is in the way. */
export async function untilItPasses<T>(
  work: () => Promise<T>,
  { ms, isCancelled = () => false, onMessage = () => undefined }: Patient,
): Promise<T> {
  const end = performance.now() + ms;
  for (let told = ''; ; ) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PassingTrouble) || performance.now() >= end || isCancelled()) throw error;
      if (error.message !== told) onMessage(error.message);
      told = error.message;
    }
    await sleep(AGAIN_AFTER_MS);
  }
}
