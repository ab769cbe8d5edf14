import {
  continueAsNew,
  defineQuery,
  proxyActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { BackgroundActivities, BulkInput, BulkProgress } from '../contracts/background.ts';
import { NON_RETRYABLE } from '../contracts/failures.ts';

const { placeHold, wakeAffected } = proxyActivities<BackgroundActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m', nonRetryableErrorTypes: [...NON_RETRYABLE] },
});

/** Each page is an activity of three events; the run continues as new long before its history grows. */
const PAGES_PER_RUN = 200;

/** Writes a creditor- or customer-wide hold once, then wakes the invoices it affects in pages. */
export async function bulkOperation(
  input: BulkInput,
  continued?: { readonly says: string; readonly woken: number; readonly afterId: number },
): Promise<BulkProgress> {
  let progress: BulkProgress = { says: continued?.says ?? '', woken: continued?.woken ?? 0, done: false };
  setHandler(defineQuery('progress'), () => progress, {
    description: 'What was done, and how many were woken.',
  });
  if (continued === undefined) {
    const placed = await placeHold({ ...input, asOf: Date.now() });
    progress = { ...progress, says: placed.says };
    if (placed.refused) return { ...progress, done: true };
  }
  let afterId: number | null = continued?.afterId ?? 0;
  for (let page = 0; afterId !== null && page < PAGES_PER_RUN; page++) {
    const result: { woken: number; afterId: number | null } = await wakeAffected({
      ...input,
      asOf: Date.now(),
      afterId,
    });
    afterId = result.afterId;
    progress = { ...progress, woken: progress.woken + result.woken };
    setCurrentDetails(`${progress.says}\n\n${progress.woken} invoices woken so far.`);
  }
  if (afterId !== null) {
    await continueAsNew<typeof bulkOperation>(input, { says: progress.says, woken: progress.woken, afterId });
  }
  return { ...progress, done: true };
}
