import { setTimeout as sleep } from 'node:timers/promises';
import type { IntakeInput, IntakeProgress } from '../../contracts/background.ts';
import type { BatchRow } from '../../db/intake/intake.ts';
import { yieldToEventLoop } from '../../db/yield-to-event-loop.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Deps } from '../deps.ts';
import { decideAll } from './decide-all.ts';
import { batchOf, takeNext } from './take-next.ts';

/** Before a page that threw is tried again. */
export const AFTER_FAILURE_MS = 1_000;

/**
 * Takes a staged batch in, page by page, after all that the creditor had staged before it; each page is one
 * transaction, and a batch killed in the middle goes on after its last page. A bad row is reported with its line and
 * keeps nothing of the rest back, unless the batch is strict: then one bad row takes all of it back.
 */
export async function takeIn(
  deps: Pick<Deps, 'db' | 'sources'>,
  { batchId }: IntakeInput,
  asOf: Instant,
  onProgress: (progress: IntakeProgress) => void,
): Promise<IntakeProgress> {
  for (;;) {
    const batch = await deps.db.read((tx) => batchOf(tx, batchId));
    onProgress(progressOf(batch));
    if (batch.finishedAt !== null && deps.sources.rehearsal) {
      await decideAll(deps, () => onProgress(progressOf(batch)));
    }
    if (batch.finishedAt !== null || batch.setAsideAt !== null) return progressOf(batch);
    const taken = await takeNext(deps, batch.creditor, asOf);
    if (taken.kind === 'none') {
      // Another has taken it in since it was read, or it is not staged to its end.
      const now = await deps.db.read((tx) => batchOf(tx, batchId));
      if (now.finishedAt === null && now.setAsideAt === null) return progressOf(now);
    } else if (taken.kind === 'failed') await sleep(AFTER_FAILURE_MS);
    else await yieldToEventLoop();
  }
}

function progressOf({ rows, doneUpTo, taken, unchanged, refused }: BatchRow): IntakeProgress {
  return { rows, done: doneUpTo, taken, unchanged, refused };
}
