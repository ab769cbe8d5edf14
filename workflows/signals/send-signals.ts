import {
  continueAsNew,
  defineQuery,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { NON_RETRYABLE } from '../../contracts/failures.ts';
import type { SendProgress, SendSignalsInput, SignalActivities } from '../../contracts/signals.ts';

const activities = proxyActivities<SignalActivities>({
  startToCloseTimeout: '12h',
  heartbeatTimeout: '2m',
  retry: { initialInterval: '5s', maximumInterval: '1m', nonRetryableErrorTypes: [...NON_RETRYABLE] },
});

/** A delayed signal is tried again no sooner than this, also when its time lies behind. */
const SHORTEST_WAIT_MS = 1_000;

/**
 * Approves what an operator picked and sends it, each customer looked at again first. Ends when every one was
 * sent, refused, changed or needs a person; what waits for its gateway is tried until then.
 */
export async function sendSignals(input: SendSignalsInput): Promise<SendProgress> {
  const { creditor, sendId } = input;
  let progress: SendProgress | null = null;
  setHandler(defineQuery('progress'), () => progress, { description: 'What became of how many so far.' });
  progress = await activities.approveSignals({ ...input, asOf: Date.now() });
  while (!progress.isDone) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof sendSignals>(input);
    progress = await activities.sendSignals({ creditor, sendId, asOf: Date.now() });
    setCurrentDetails(inWords(progress));
    if (progress.isDone || progress.nextAttemptAt === null) continue;
    await sleep(Math.max(SHORTEST_WAIT_MS, progress.nextAttemptAt - Date.now()));
  }
  return progress;
}

function inWords({ total, outcomes }: SendProgress): string {
  const said = Object.entries(outcomes)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count} ${outcome}`);
  return `${total} approved: ${said.length === 0 ? 'none sent yet' : said.join(', ')}.`;
}
