import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { BackgroundActivities } from '../contracts/background.ts';
import { NON_RETRYABLE } from '../contracts/failures.ts';

const { relayWakes } = proxyActivities<BackgroundActivities>({
  startToCloseTimeout: '12h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m', nonRetryableErrorTypes: [...NON_RETRYABLE] },
});

/** Tells invoices and cases whose facts changed, where whoever changed them did not live on to do so. */
export async function relay(): Promise<void> {
  const { woken, refused } = await relayWakes({ asOf: Date.now() });
  setCurrentDetails([`${woken} woken.`, ...refused.map((says) => `- ${says}`)].join('\n\n'));
}
