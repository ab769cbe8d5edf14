import { type ActivityOptions, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { NON_RETRYABLE } from '../../contracts/failures.ts';

/** A fault that outlasts these attempts (about three minutes) is shown to the operator and tried again later. */
const OPTIONS: ActivityOptions = {
  startToCloseTimeout: '30s',
  retry: {
    initialInterval: '1s',
    backoffCoefficient: 2,
    maximumInterval: '1m',
    maximumAttempts: 8,
    nonRetryableErrorTypes: [...NON_RETRYABLE],
  },
};

/**
 * The activities of an actor.
 *
 * A rehearsal's do no I/O but on a local file, and nobody watches their history: as local ones, a whole path runs
 * in a workflow task or two instead of a round to the server for each step.
 */
export function activitiesOf<Activities>(isRehearsal: boolean) {
  return isRehearsal
    ? proxyLocalActivities<Activities>({ startToCloseTimeout: '10s', retry: OPTIONS.retry ?? {} })
    : proxyActivities<Activities>(OPTIONS);
}
