import { heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { BackgroundActivities } from '../contracts/background.ts';
import type { CaseActivities } from '../contracts/case.ts';
import { FailureType } from '../contracts/failures.ts';
import type { InvoiceActivities } from '../contracts/invoice.ts';
import type { SignalActivities } from '../contracts/signals.ts';
import { NotInDatabase } from '../gather/not-in-database.ts';
import { StagedFirst } from './actor/decide.ts';
import { placeHold, wakeAffected } from './bulk/place-hold.ts';
import { caseActivities } from './case/case-activities.ts';
import type { Deps } from './deps.ts';
import { throttledHeartbeat } from './effects/throttled-heartbeat.ts';
import { takeIn } from './intake/take-in.ts';
import { invoiceActivities } from './invoice/invoice-activities.ts';
import { approveSignals } from './signals/approve.ts';
import { eraseSignals } from './signals/erase.ts';
import { evaluateSignals } from './signals/evaluate.ts';
import { sendSignals } from './signals/send.ts';
import { reconcile } from './sweep/reconcile.ts';
import { relayWakes } from './wake/relay-wakes.ts';

type AllActivities = InvoiceActivities & CaseActivities & BackgroundActivities & SignalActivities;

/** All activities of a worker; each is named as it appears in a workflow's history. */
export function createActivities(deps: Deps): AllActivities {
  const activities: AllActivities = {
    ...invoiceActivities(deps),
    ...caseActivities(deps),
    takeIn: (input) => takeIn(deps, input, input.asOf, heartbeat),
    relayWakes: ({ asOf }) => relayWakes(deps, asOf, heartbeat),
    placeHold: (input) => placeHold(deps, input, input.asOf),
    wakeAffected: (input) => wakeAffected(deps, input, input.asOf, heartbeat),
    reconcile: ({ asOf, everything }) => reconcile(deps, asOf, heartbeat, everything),
    evaluateSignals: (input) => evaluateSignals(deps, input, input.asOf, throttledHeartbeat(heartbeat)),
    approveSignals: (input) => approveSignals(deps, input, input.asOf),
    sendSignals: (input) => sendSignals(deps, input, input.asOf, heartbeat),
    eraseSignals: ({ asOf }) => eraseSignals(deps, asOf, heartbeat),
  };
  return translated(activities);
}

/** Translates our errors into Temporal's once, at this edge: what no retry can mend says so. */
function translated<Acts extends object>(activities: Acts): Acts {
  const entries = Object.entries(activities).map(([name, activity]) => [
    name,
    async (input: unknown) => {
      try {
        return await (activity as (input: unknown) => Promise<unknown>)(input);
      } catch (error) {
        if (error instanceof StagedFirst) {
          const { message, againInMs: nextRetryDelay } = error;
          throw ApplicationFailure.create({ message, type: FailureType.STAGED_FIRST, nextRetryDelay });
        }
        if (!(error instanceof NotInDatabase)) throw error;
        throw ApplicationFailure.nonRetryable(error.message, FailureType.NOT_FOUND);
      }
    },
  ]);
  return Object.fromEntries(entries) as Acts;
}
