import { endedObstaclesLeft, queueNextKeptBack } from '../../db/invoice/ended-obstacles.ts';
import { yieldToEventLoop } from '../../db/yield-to-event-loop.ts';
import type { Deps } from '../deps.ts';

/** A second of the creditor's time at most, in which it decides nothing. */
const PAGE = 2_000;

/**
 * Queues the wakes of all invoices that were kept back by what has ended for their whole creditor, a page in each
 * transaction: killed in between, the next relay goes on behind the last page.
 */
export async function queueKeptBack(
  { db }: Pick<Deps, 'db'>,
  onProgress: () => void,
  atOnce = PAGE,
): Promise<void> {
  for (const ended of await db.read(endedObstaclesLeft)) {
    const { creditor } = ended;
    while (await db.transaction((tx) => queueNextKeptBack(tx, ended, atOnce), { creditor })) {
      onProgress();
      await yieldToEventLoop();
    }
  }
}
