import { PassingTrouble } from '../../db/errors.ts';
import { endedObstaclesLeft, queueNextKeptBack } from '../../db/invoice/ended-obstacles.ts';
import { yieldToEventLoop } from '../../db/yield-to-event-loop.ts';
import type { Deps } from '../deps.ts';

/** A second of the creditor's time at most, in which it decides nothing. */
const PAGE = 2_000;

/** Less than half of the time after which an activity that says nothing counts as lost. */
const BEAT_MS = 10_000;

/**
 * Queues the wakes of all invoices that were kept back by what has ended for their whole creditor, a page in each
 * transaction: killed in between, the next relay goes on behind the last page. A creditor that is busy for longer than
 * a lock is waited for is left to the next relay. Answers whether there was any to queue.
 */
export async function queueKeptBack(
  { db }: Pick<Deps, 'db'>,
  onProgress: () => void,
  atOnce = PAGE,
): Promise<boolean> {
  const left = await db.read(endedObstaclesLeft);
  const beat = setInterval(onProgress, BEAT_MS);
  try {
    for (const ended of left) {
      const { creditor } = ended;
      const queueNext = () => db.transaction((tx) => queueNextKeptBack(tx, ended, atOnce), { creditor });
      while (await unlessPassing(queueNext)) {
        onProgress();
        await yieldToEventLoop();
      }
    }
  } finally {
    clearInterval(beat);
  }
  return left.length > 0;
}

async function unlessPassing(queueNext: () => Promise<boolean>): Promise<boolean> {
  try {
    return await queueNext();
  } catch (error) {
    if (error instanceof PassingTrouble) return false;
    throw error;
  }
}
