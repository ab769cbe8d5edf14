import type { Client, Connection, ConnectionOptions } from '@temporalio/client';
import type { DunwellClient } from '../../client/client.ts';
import { TASK_QUEUE } from '../../contracts/task-queues.ts';
import { readRunning } from '../../temporal/data-folder-record.ts';
import type { ExternalServer } from '../../temporal/found-server.ts';
import { WorkFailed } from './failures.ts';

/** The namespace where nothing names another. */
const NAMESPACE = 'dunwell';

/** A Temporal server that runs now, however it came to run. */
export interface ServerAddress {
  readonly address: string;
  readonly namespace: string;
  readonly connection?: ConnectionOptions | undefined;
  /** Which one it is, for people. */
  readonly says: string;
}

export interface Server extends ServerAddress {
  readonly client: DunwellClient;
  readonly temporal: Client;
  readonly service: Connection;
}

/**
 * The server to talk to: the one that TEMPORAL_ADDRESS or a profile names, else the one that runs on the data
 * folder; undefined when there is neither.
 */
export async function runningServer(dataFolder: string): Promise<ServerAddress | undefined> {
  const external = await configured();
  if (external !== undefined) {
    const { address, connection, says } = external;
    return { address, connection, says, namespace: external.namespace ?? NAMESPACE };
  }
  const running = await readRunning(dataFolder);
  if (running === undefined) return undefined;
  const { address, namespace } = running;
  return { address, namespace, says: `the server of ${dataFolder} at ${address}` };
}

async function configured(): Promise<ExternalServer | undefined> {
  const { findExternalServer } = await import('../../temporal/external-server.ts');
  try {
    return findExternalServer(process.env);
  } catch (error) {
    throw new WorkFailed(error instanceof Error ? error.message : String(error), error);
  }
}

/** Connects to the running server for the time of the work; fails in words when none runs. */
export async function withServer<T>(dataFolder: string, work: (server: Server) => Promise<T>): Promise<T> {
  const found = await runningServer(dataFolder);
  if (found === undefined) {
    throw new WorkFailed(
      `No server is running on ${dataFolder}: npm start, or set TEMPORAL_ADDRESS to one that runs elsewhere.`,
    );
  }
  return withServerAt(found, work);
}

/** The same, for a server found before. */
export async function withServerAt<T>(
  found: ServerAddress,
  work: (server: Server) => Promise<T>,
): Promise<T> {
  const server = await openServerAt(found);
  try {
    return await work(server);
  } finally {
    await server.service.close();
  }
}

/** Connects until the caller closes the `service`. */
export async function openServerAt(found: ServerAddress): Promise<Server> {
  // Temporal's client takes half a second to load: only for those who talk to a server.
  const [{ Client, Connection }, { createDunwellClient }] = await Promise.all([
    import('@temporalio/client'),
    import('../../client/client.ts'),
  ]);
  const service = await connect(found, Connection);
  const temporal = new Client({ connection: service, namespace: found.namespace });
  return { ...found, service, temporal, client: createDunwellClient(temporal) };
}

async function connect(
  { address, connection }: ServerAddress,
  connections: typeof Connection,
): Promise<Connection> {
  try {
    return await connections.connect({ ...connection, address });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WorkFailed(`No Temporal server answers at ${address} (${why}).`, error);
  }
}

/** A worker asks for work at least every minute; the server forgets it only minutes later. */
const STILL_THERE_MS = 90_000;
const WORKFLOW_TASKS = 1;

/** True when a worker polls for the workflows' tasks. */
export async function hasWorker({ service, namespace }: Server): Promise<boolean> {
  const { pollers } = await service.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: TASK_QUEUE },
    taskQueueType: WORKFLOW_TASKS,
  });
  return (pollers ?? []).some(({ lastAccessTime }) => {
    const at = Number(lastAccessTime?.seconds ?? 0) * 1000;
    return Date.now() - at < STILL_THERE_MS;
  });
}

/** Fails in words when nobody would answer. */
export async function requireWorker(server: Server, otherwise: string): Promise<void> {
  if (await hasWorker(server)) return;
  throw new WorkFailed(`No worker is running on ${server.says}: npm start or dunwell worker, ${otherwise}.`);
}
