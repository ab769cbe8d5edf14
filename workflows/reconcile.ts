import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { BackgroundActivities, ReconcileInput, ReconcileReport } from '../contracts/background.ts';

const activities = proxyActivities<BackgroundActivities>({
  startToCloseTimeout: '1h',
  heartbeatTimeout: '1m',
  retry: { initialInterval: '5s', maximumInterval: '1m', maximumAttempts: 5 },
});

/** The sweep: starts what has no workflow, wakes what is late, retries notifications, reports what is odd. */
export async function reconcile(input?: ReconcileInput): Promise<ReconcileReport> {
  const everything = input?.everything === true;
  const report = await activities.reconcile({ asOf: Date.now(), ...(everything ? { everything } : {}) });
  const odd = report.odd.length === 0 ? 'Nothing odd.' : report.odd.map((line) => `- ${line}`).join('\n');
  setCurrentDetails(
    `${report.started} started, ${report.woken} woken, ${report.notified} notified.\n\n${odd}`,
  );
  return report;
}
