import { hostname } from 'node:os';
import { join } from 'node:path';
import { channelSettingsOf } from '../../db/creditor/channel-settings.ts';
import type { Database } from '../../db/database.ts';
import { takeMailAllowance } from '../../db/effects/mail-allowance.ts';
import { untilItPasses } from '../../db/until-it-passes.ts';
import { OF_NO_CREDITOR } from '../../db/workers/of-no-creditor.ts';
import type { ServerOfBooks } from '../../db/workers/server.ts';
import { createChannels } from '../../gateways/channels/channels.ts';
import { createFileOutbox } from '../../gateways/file-outbox.ts';
import { clearingLeftovers } from '../../gateways/leftovers.ts';
import { createMunicipalityGateways } from '../../gateways/municipalities/gateways.ts';
import type { TemporalConnections } from '../../temporal/connect.ts';
import { namespaceId } from '../../temporal/namespace-id.ts';
import { adoptServer, refuseOtherServer } from '../../worker/adopt-server.ts';
import { createWorker, type WorkerSettings } from '../../worker/create-worker.ts';
import { machineSettings } from '../../worker/machine-settings.ts';
import { noticeStaged } from '../../worker/notice-staged.ts';
import { announce, OtherServer, type Presence } from '../../worker/presence.ts';
import { closingPrintBatches } from '../../worker/print-batches.ts';
import { ensureSchedules } from '../../worker/schedules.ts';
import { signalSchedules } from '../../worker/signal-schedules.ts';
import { workflowBundle } from '../../worker/workflow-bundle.ts';
import { WorkFailed } from '../kit/failures.ts';
import type { Outbox } from '../kit/outbox.ts';
import { stopAll } from '../kit/stop-all.ts';
import { version } from '../kit/version.ts';
import { claimOutbox } from './claim-outbox.ts';
import { type ClockOfBooks, refuseWrongClock } from './clock-of-books.ts';
import { connectWithPatience, type Waiting } from './connect-with-patience.ts';
import { inWords } from './new-server.ts';
import type { PreparedServer } from './prepare-server.ts';

export interface RunWorkerSettings extends Waiting {
  readonly server: Pick<PreparedServer, 'address' | 'connection' | 'ofFolder'>;
  readonly namespace: string;
  readonly db: Database;
  readonly outbox: Outbox;
  readonly clockOfBooks: ClockOfBooks;
  /** Leaves the outbox that the books know for this one. */
  readonly newOutbox?: boolean | undefined;
  /** Leaves the Temporal server that carried the books for this one. */
  readonly newServer?: boolean | undefined;
  readonly from?: string | undefined;
  /** What is known of gateways that are away, where it is told to somebody. */
  readonly circuits?: WorkerSettings['circuits'];
  /** Asked while it takes in what was staged, which may take its time. */
  readonly isCancelled?: () => boolean;
}

/** A running worker, until it is drained. */
export interface RunningWorker {
  readonly connections: TemporalConnections;
  readonly worker: Awaited<ReturnType<typeof createWorker>>;
  /** Rejects when the worker fails, resolves when it was drained. */
  readonly ended: Promise<void>;
  /** Finishes what is under way, takes nothing new and closes the connections. */
  drain(): Promise<void>;
}

/** Connects, prepares the Schedules and starts a worker with the file outbox behind its gateways. */
export async function runWorker(settings: RunWorkerSettings): Promise<RunningWorker> {
  const { patience, onMessage } = settings;
  const connections = await connectWithPatience(settings.server, settings.namespace, settings);
  try {
    // Several workers that start at once wait for each other, and none may end of it.
    return await untilItPasses(() => startWorker(settings, connections), {
      ms: patience?.ms ?? 0,
      isCancelled: patience?.isCancelled,
      onMessage,
    });
  } catch (error) {
    await connections.close();
    throw error;
  }
}

async function startWorker(
  settings: RunWorkerSettings,
  connections: TemporalConnections,
): Promise<RunningWorker> {
  const { db, clockOfBooks, outbox, newOutbox, newServer = false } = settings;
  refuseWrongClock(await clockOfBooks());
  const server = await serverOfBooks(settings, connections);
  await inWords(refuseOtherServer(db, server, { isNew: newServer, client: connections.client }));
  await claimOutbox(db, outbox, { isNew: newOutbox });
  const presence = await present(settings, server);
  try {
    return await beginWork(settings, connections, server, presence);
  } catch (error) {
    await presence.stop();
    throw error;
  }
}

async function serverOfBooks(
  { server: { address, ofFolder }, namespace }: RunWorkerSettings,
  { connection }: TemporalConnections,
): Promise<ServerOfBooks> {
  const where =
    ofFolder === undefined
      ? `the Temporal server at ${address}`
      : `the Temporal server embedded in ${ofFolder} on ${hostname()}`;
  return {
    id: await namespaceId(connection, namespace),
    says: `${where}, namespace ${namespace}`,
    isOfFolder: ofFolder !== undefined,
  };
}

/** Tells the books that this worker is there; refused beside workers on another server. */
async function present(
  { db, from, clockOfBooks, onMessage, isCancelled }: RunWorkerSettings,
  server: ServerOfBooks,
): Promise<Presence> {
  try {
    return await announce({
      db,
      server,
      version: version(),
      settings: () => machineSettings({ db, from, environment: process.env }),
      clockAheadMs: clockOfBooks,
      onMessage,
      isCancelled,
    });
  } catch (error) {
    throw error instanceof OtherServer ? new WorkFailed(error.message, error) : error;
  }
}

async function beginWork(
  settings: RunWorkerSettings,
  connections: TemporalConnections,
  server: ServerOfBooks,
  presence: Presence,
): Promise<RunningWorker> {
  const { namespace, db, from, newServer = false, onMessage, isCancelled } = settings;
  const outbox = settings.outbox.folder;
  const { client, native } = connections;
  const takenUp = await inWords(adoptServer(client, db, server, { isNew: newServer }));
  if (takenUp > 0)
    onMessage(
      `These books are new to this server: ${takenUp} invoices and cases are taken up again from the database.`,
    );
  await ensureSchedules(client);
  await signalSchedules(client, db).ensure();
  const municipalities = createMunicipalityGateways({
    folder: join(outbox, 'municipalities'),
    secrets: process.env,
  });
  const files = openOutbox(outbox, from);
  const channels = createChannels({
    outbox: files,
    folder: outbox,
    environment: process.env,
    settingsOf: (creditor) => db.read((tx) => channelSettingsOf(tx, creditor)),
    mailAllowance: (take) => db.transaction((tx) => takeMailAllowance(tx, take), OF_NO_CREDITOR),
  });
  const worker = await createWorker({
    connection: native,
    client,
    namespace,
    db,
    municipalities: municipalities.of,
    secrets: process.env,
    gateways: channels.gateways,
    ...(settings.circuits === undefined ? {} : { circuits: settings.circuits }),
    clearLeftovers: clearingLeftovers(outbox),
    closePrintBatches: closingPrintBatches(db, outbox),
    bundle: await workflowBundle(),
    onMessage,
    ...(isCancelled === undefined ? {} : { isCancelled }),
  });
  const ran = worker.run();
  const ended = Promise.race([ran, replaced(presence)]);
  const watch = noticeStaged(db, client, { onMessage });
  // Awaited in drain; a failure before that must not end the process as unhandled.
  ran.catch(() => undefined);
  ended.catch(() => undefined);
  return {
    connections,
    worker,
    ended,
    async drain() {
      await watch.stop();
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await stopAll(
        () => ran,
        () => municipalities.close(),
        () => channels.close(),
        () => files.collector.close(),
        () => presence.stop(),
        () => connections.close(),
      );
    },
  };
}

/** Never resolves: others are in the place of this worker, which stops. */
async function replaced({ replaced }: Presence): Promise<never> {
  const error = await replaced;
  throw new WorkFailed(error.message, error);
}

function openOutbox(folder: string, from: string | undefined): ReturnType<typeof createFileOutbox> {
  try {
    return createFileOutbox({ folder, ...(from === undefined ? {} : { from }) });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new WorkFailed(
      `The outbox ${folder} cannot be used (${code}): it must be a folder that may be written.`,
      error,
    );
  }
}
