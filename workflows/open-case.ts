import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { BackgroundActivities } from '../contracts/background.ts';
import type { CaseActivities, CaseOpening, OpenCaseInput } from '../contracts/case.ts';
import { NON_RETRYABLE } from '../contracts/failures.ts';

const activities = proxyActivities<CaseActivities & BackgroundActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1m', nonRetryableErrorTypes: [...NON_RETRYABLE] },
});

/** Opens one debt collection case from a staged request and starts its workflow. Killed anywhere, it goes on. */
export async function openCase(request: Omit<OpenCaseInput, 'asOf'>): Promise<CaseOpening> {
  const opening = await activities.openCase({ ...request, asOf: Date.now() });
  setCurrentDetails(opening.ok ? opening.says : opening.refused);
  if (opening.ok) await activities.relayWakes({ asOf: Date.now() });
  return opening;
}
