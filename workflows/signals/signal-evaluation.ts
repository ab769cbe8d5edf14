import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import { NON_RETRYABLE } from '../../contracts/failures.ts';
import type {
  EvaluationCounts,
  EvaluationInput,
  EvaluationProgress,
  SignalActivities,
} from '../../contracts/signals.ts';

const { evaluateSignals } = proxyActivities<SignalActivities>({
  startToCloseTimeout: '12h',
  // Long, because each heartbeat is an Action: pages and cursor lie in the database, so a worker that was killed
  // costs this time and nothing else.
  heartbeatTimeout: '10m',
  retry: { initialInterval: '5s', maximumInterval: '1m', nonRetryableErrorTypes: [...NON_RETRYABLE] },
});

/** Judges all customers of a creditor and brings the prepared list up to date. It never sends. */
export async function signalEvaluation(input: EvaluationInput): Promise<EvaluationProgress> {
  const progress = await evaluateSignals({ ...input, asOf: Date.now() });
  setCurrentDetails(
    progress.says ??
      `${progress.customers} customers.\n\nEarly: ${inWords(progress.early)}.\n\nCrisis: ${inWords(progress.crisis)}.`,
  );
  return progress;
}

function inWords({ added, kept, removed }: EvaluationCounts): string {
  return `${added} added, ${kept} kept, ${removed} removed`;
}
