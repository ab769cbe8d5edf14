import { defineQuery, proxyActivities, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { BackgroundActivities, IntakeInput, IntakeProgress } from '../contracts/background.ts';
import { NON_RETRYABLE } from '../contracts/failures.ts';

const { takeIn, relayWakes } = proxyActivities<BackgroundActivities>({
  startToCloseTimeout: '12h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m', nonRetryableErrorTypes: [...NON_RETRYABLE] },
});

/** Takes one staged batch of files in and wakes every invoice it touched. Killed anywhere, it goes on. */
export async function intake(input: IntakeInput): Promise<IntakeProgress> {
  let progress: IntakeProgress | null = null;
  setHandler(defineQuery('progress'), () => progress, { description: 'Rows taken in so far.' });
  progress = await takeIn({ ...input, asOf: Date.now() });
  setCurrentDetails(
    `${progress.taken} rows taken, ${progress.unchanged} unchanged, ${progress.refused} refused.`,
  );
  const { refused = [] } = await relayWakes({ asOf: Date.now() });
  if (refused.length > 0) setCurrentDetails(refused.map((says) => `- ${says}`).join('\n'));
  return progress;
}
