import type { Deps } from '../activities/deps.ts';
import { AFTER_FAILURE_MS } from '../activities/intake/take-in.ts';
import { takeNext } from '../activities/intake/take-next.ts';
import { untakenBatches } from '../db/intake/order.ts';
import { yieldToEventLoop } from '../db/yield-to-event-loop.ts';

const TOLD_EVERY_MS = 2_000;

/**
 * Takes in all that was staged while no worker ran, before the first task is asked for: steps whose moment has come
 * wait at the server, and each would have to wait for this on its own. Cut off, the next start goes on.
 */
export async function takeInFirst(
  deps: Pick<Deps, 'db' | 'sources'>,
  onMessage: (text: string) => void,
  isCancelled: () => boolean = () => false,
): Promise<void> {
  let toldAt = performance.now();
  while (!isCancelled()) {
    const batches = await deps.db.read(untakenBatches);
    const [first] = batches;
    if (first === undefined) return;
    const left = batches.reduce((sum, { rows, doneUpTo }) => sum + rows - doneUpTo, 0);
    if (performance.now() - toldAt > TOLD_EVERY_MS) {
      onMessage(`Taking in what was staged: ${left} rows left.`);
      toldAt = performance.now();
    }
    const { kind } = await takeNext(deps, first.creditor, Date.now());
    if (kind === 'failed') await new Promise((resolve) => setTimeout(resolve, AFTER_FAILURE_MS));
    else await yieldToEventLoop();
  }
}
