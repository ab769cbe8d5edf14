import { setImmediate as turn } from 'node:timers/promises';

/**
 * Between two pages of long work. Readings and transactions that follow each other wait only for promises, so without
 * a turn of the event loop nothing else of the process runs until the last: no timer, no answer, no other activity.
 */
export async function yieldToEventLoop(): Promise<void> {
  await turn();
}
