import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import { NON_RETRYABLE } from '../../contracts/failures.ts';
import type { RetentionReport, SignalActivities } from '../../contracts/signals.ts';
import { formatDay } from '../../domain/kernel/day.ts';

const { eraseSignals } = proxyActivities<SignalActivities>({
  startToCloseTimeout: '12h',
  heartbeatTimeout: '5m',
  retry: { initialInterval: '5s', maximumInterval: '1m', nonRetryableErrorTypes: [...NON_RETRYABLE] },
});

/** Deletes personal data of signals after its time and counts again what is left of it. */
export async function signalRetention(): Promise<readonly RetentionReport[]> {
  const reports = await eraseSignals({ asOf: Date.now() });
  setCurrentDetails(reports.map(inWords).join('\n\n') || 'No creditor sends signals.');
  return reports;
}

function inWords({ creditor, before, deleted, left }: RetentionReport): string {
  return `${creditor}: ${deleted} rows from before ${formatDay(before)} deleted, ${left} left.`;
}
