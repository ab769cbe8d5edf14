import type { Client } from '@temporalio/client';
import {
  type NativeConnection,
  Worker,
  type WorkerOptions,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import { createActivities } from '../activities/create-activities.ts';
import type { Deps } from '../activities/deps.ts';
import { Circuits } from '../activities/effects/circuits.ts';
import { createDunwellClient } from '../client/client.ts';
import { runningWorkflows } from '../client/running-workflows.ts';
import { TASK_QUEUE } from '../contracts/task-queues.ts';
import type { Database } from '../db/database.ts';
import type { Gateways } from '../gateways/gateways.ts';
import type { Municipalities } from '../gateways/municipalities/port.ts';
import { GatewayFailure } from '../gateways/port.ts';
import { createSources } from '../gather/sources.ts';
import { liveClock } from './clock-interceptor.ts';
import { tellingRefusals } from './refusals.ts';
import { signalSchedules } from './signal-schedules.ts';
import { takeInFirst } from './take-in-first.ts';
import { turnsOf } from './turns.ts';

export interface WorkerSettings {
  readonly connection: NativeConnection;
  readonly client: Client;
  readonly namespace: string;
  readonly db: Database;
  readonly gateways: Gateways;
  /** Without them signals wait: nothing is sent and nothing lost. */
  readonly municipalities?: Municipalities;
  /** Secrets by their names, such as the keys of opt-out links. */
  readonly secrets?: Readonly<Record<string, string | undefined>>;
  readonly bundle: WorkflowBundleOption;
  /** Removes what killed processes left half written in the outbox. */
  readonly clearLeftovers?: Deps['clearLeftovers'];
  /** Closes batches for print houses whose time has come. */
  readonly closePrintBatches?: Deps['closePrintBatches'];
  /** A rehearsal's activities keep the moment they are given and approve as told. */
  readonly rehearsal?: { readonly approve: 'none' | 'all'; readonly scripted: boolean };
  /** Workflows kept in memory; each takes about 54 KB. */
  readonly maxCachedWorkflows?: number;
  readonly identity?: string;
  /** What is known of gateways that are away, where somebody else wants to know it, too. */
  readonly circuits?: Circuits;
  /** Hears how far it is with what was staged before it started. */
  readonly onMessage?: (text: string) => void;
  readonly isCancelled?: () => boolean;
}

/** Longer than any activity's start-to-close timeout, so that a draining worker finishes what it began. */
const GRACE = '40s';

/** Nothing known of any gateway yet. */
export function createCircuits(): Circuits {
  return new Circuits();
}

/** A worker with all of Dunwell's workflows and activities; what was staged before is taken in when it is there. */
export async function createWorker(settings: WorkerSettings): Promise<Worker> {
  const { connection, client, namespace, db, gateways, bundle, rehearsal } = settings;
  const { municipalities = noMunicipalities, secrets = {}, clearLeftovers, closePrintBatches } = settings;
  const deps = {
    ...depsOf(
      client,
      db,
      { gateways, municipalities, secrets },
      rehearsal,
      settings.circuits ?? createCircuits(),
    ),
    ...(clearLeftovers === undefined ? {} : { clearLeftovers }),
    ...(closePrintBatches === undefined ? {} : { closePrintBatches }),
  };
  if (rehearsal === undefined)
    await takeInFirst(deps, settings.onMessage ?? (() => undefined), settings.isCancelled);
  const options: WorkerOptions = {
    connection,
    namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: bundle,
    activities: createActivities(deps),
    maxCachedWorkflows: settings.maxCachedWorkflows ?? 1000,
    // One writer connection: more would only wait for each other.
    maxConcurrentActivityTaskExecutions: 20,
    shutdownGraceTime: GRACE,
    ...(settings.identity === undefined ? {} : { identity: settings.identity }),
    ...(rehearsal === undefined ? { interceptors: { activity: [liveClock] } } : {}),
  };
  return Worker.create(options);
}

function depsOf(
  temporal: Client,
  db: Database,
  {
    secrets,
    ...waysOut
  }: Pick<Deps, 'gateways' | 'municipalities'> & { readonly secrets: NonNullable<WorkerSettings['secrets']> },
  rehearsal: WorkerSettings['rehearsal'],
  circuits: Circuits,
): Deps {
  const by = 'dunwell';
  const client = createDunwellClient(temporal);
  const schedules = signalSchedules(temporal, db);
  return {
    db,
    ...waysOut,
    sources: createSources(rehearsal !== undefined, rehearsal?.scripted, secrets),
    inTurn: turnsOf(db),
    ...(rehearsal === undefined ? { circuits } : {}),
    approve: rehearsal?.approve ?? 'none',
    workflows: tellingRefusals({
      startInvoice: (creditor, number, plan) => client.startInvoice({ creditor, number }, plan),
      wakeInvoice: async (creditor, number, commandId) => {
        const told = await client.tell({ creditor, number }, 'ledgerChanged', { by, commandId });
        return told === 'told' ? 'woken' : 'absent';
      },
      startCase: (creditor, reference, plan) => client.startCase({ creditor, reference }, plan),
      wakeCase: async (creditor, reference, because, commandId) => {
        const told = await client.tellCase({ creditor, reference }, because, { by, commandId });
        return told === 'told' ? 'woken' : 'absent';
      },
      startIntake: (creditor, batchId) => client.startIntake({ creditor, batchId }),
      startSendSignals: (input) => client.startSendSignals(input),
      ensureSignalSchedules: () => schedules.ensure(),
      ...runningWorkflows(temporal),
    }),
  };
}

const noMunicipalities: Municipalities = ({ name }) => {
  throw new GatewayFailure(`This worker has no way to ${name}.`, {
    isTemporary: true,
    mayHaveArrived: false,
  });
};
