import {
  continueAsNew,
  defineQuery,
  proxyActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { BackgroundActivities, BulkInput, BulkPage, BulkProgress } from '../contracts/background.ts';
import { NON_RETRYABLE } from '../contracts/failures.ts';

const { placeHold, wakeAffected } = proxyActivities<BackgroundActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m', nonRetryableErrorTypes: [...NON_RETRYABLE] },
});

/** Each page is an activity of three events; the run continues as new long before its history grows. */
const PAGES_PER_RUN = 200;
/** As many as a person can take in; all are counted. */
const REFUSALS_KEPT = 100;

interface Continued {
  readonly progress: BulkProgress;
  readonly afterId: number;
}

/** Writes a creditor- or customer-wide hold once, or moves invoices to a policy, and wakes them in pages. */
export async function bulkOperation(input: BulkInput, continued?: Continued): Promise<BulkProgress> {
  let progress: BulkProgress = continued?.progress ?? NOTHING_YET;
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
    const result: BulkPage = await wakeAffected({ ...input, asOf: Date.now(), afterId });
    afterId = result.afterId;
    progress = added(progress, result);
    setCurrentDetails(inWords(progress));
  }
  if (afterId !== null) await continueAsNew<typeof bulkOperation>(input, { progress, afterId });
  return { ...progress, done: true };
}

const NOTHING_YET: BulkProgress = { says: '', woken: 0, refused: 0, refusals: [], done: false };

function added(progress: BulkProgress, { woken, refusals = [] }: BulkPage): BulkProgress {
  return {
    ...progress,
    woken: progress.woken + woken,
    refused: progress.refused + refusals.length,
    refusals: [...progress.refusals, ...refusals].slice(0, REFUSALS_KEPT),
  };
}

function inWords({ says, woken, refused }: BulkProgress): string {
  const stayed = refused === 0 ? '' : `, ${refused} refused`;
  return `${says}\n\n${woken} invoices woken so far${stayed}.`;
}
