import { heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { BackgroundActivities } from '../contracts/background.ts';
import type { CaseActivities } from '../contracts/case.ts';
import { FailureType } from '../contracts/failures.ts';
import type { InvoiceActivities, StepInput } from '../contracts/invoice.ts';
import type { SignalActivities } from '../contracts/signals.ts';
import { Step } from '../domain/invoice/plan.ts';
import { NotInDatabase } from '../gather/not-in-database.ts';
import { StagedFirst } from './actor/decide.ts';
import { placeHold, wakeAffected } from './bulk/place-hold.ts';
import { caseActivities } from './case/case-activities.ts';
import type { Deps } from './deps.ts';
import { throttledHeartbeat } from './effects/throttled-heartbeat.ts';
import { takeIn } from './intake/take-in.ts';
import { applyCommand } from './invoice/apply-message.ts';
import { orWait } from './invoice/or-wait.ts';
import { resumeHandOver } from './invoice/resume-hand-over.ts';
import { takeStep } from './invoice/take-step.ts';
import { approveSignals } from './signals/approve.ts';
import { eraseSignals } from './signals/erase.ts';
import { evaluateSignals } from './signals/evaluate.ts';
import { sendSignals } from './signals/send.ts';
import { reconcile } from './sweep/reconcile.ts';
import { relayWakes } from './wake/relay-wakes.ts';

type AllActivities = InvoiceActivities & CaseActivities & BackgroundActivities & SignalActivities;

/** All activities of a worker; each is named as it appears in a workflow's history. */
export function createActivities(deps: Deps): AllActivities {
  const take = (step: Step) => (input: StepInput) => orWait(deps, input, () => takeStep(deps, step, input));
  const activities: AllActivities = {
    sendReminder: take(Step.SEND_REMINDER),
    sendNotice: take(Step.SEND_NOTICE),
    listForCollection: take(Step.LIST_FOR_COLLECTION),
    transferToCollection: take(Step.TRANSFER_TO_COLLECTION),
    closeExpired: take(Step.CLOSE_EXPIRED),
    review: take(Step.REVIEW),
    wait: take(Step.WAIT),
    handOver: (input) => orWait(deps, input, () => resumeHandOver(deps, input)),
    applyCommand: (input) => applyCommand(deps, input),
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
