import type { ConnectionOptions } from '@temporalio/client';
import { SearchAttribute } from '../../contracts/search-attributes.ts';
import { ensureNamespace } from '../../temporal/ensure-namespace.ts';
import { ensureSearchAttributes } from '../../temporal/ensure-search-attributes.ts';
import { findServer } from '../../temporal/find-server.ts';
import { Way } from '../../temporal/found-server.ts';
import { startServer } from '../../temporal/start-server.ts';
import { WorkFailed } from '../kit/failures.ts';
import { connectWithPatience, type Patience } from './connect-with-patience.ts';

/** The namespace of the embedded server, and of others unless their profile names one. */
export const NAMESPACE = 'dunwell';
/** Closed workflows stay in the UI this long. */
const RETENTION_DAYS = 30;

export interface PreparedServer {
  readonly address: string;
  readonly connection?: ConnectionOptions | undefined;
  readonly namespace: string;
  readonly uiUrl: string | undefined;
  /** True when it runs as a child of this process. */
  readonly isOurs: boolean;
  /** The data folder that it is the embedded one of; undefined for one of others. */
  readonly ofFolder: string | undefined;
  /** Resolves with an error when our server keeps dying; never for a server of others. */
  readonly failed: Promise<Error>;
  stop(): Promise<void>;
}

export interface ServerWishes {
  readonly dataFolder: string;
  readonly port: number;
  readonly uiPort: number | undefined;
  readonly metricsPort?: number | undefined;
  readonly namespace?: string | undefined;
  /** This process stops, with our server, as soon as nothing is due. */
  readonly endsWhenIdle?: boolean;
  /** How long a server of others may take to answer; it is asked once when not given. */
  readonly patience?: Patience;
  readonly onMessage: (text: string) => void;
}

/** Finds a Temporal server or starts the embedded one, with namespace, retention and search attributes. */
export async function prepareServer(wishes: ServerWishes): Promise<PreparedServer> {
  const { dataFolder, port, uiPort, metricsPort, onMessage } = wishes;
  const found = await inWords(findServer({ onProgress: onMessage }));
  onMessage(`Using ${found.says}.`);
  if (found.kind === Way.external) {
    const namespace = wishes.namespace ?? found.namespace ?? NAMESPACE;
    await prepareExternal(found, namespace, wishes);
    const { address, connection } = found;
    const failed = new Promise<Error>(() => undefined);
    return {
      address,
      connection,
      namespace,
      uiUrl: undefined,
      isOurs: false,
      ofFolder: undefined,
      failed,
      stop: async () => undefined,
    };
  }
  const namespace = wishes.namespace ?? NAMESPACE;
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<Error>((resolve) => {
    fail = resolve;
  });
  const server = await inWords(
    startServer({
      found,
      dataFolder,
      port,
      uiPort,
      metricsPort,
      namespace,
      retentionDays: RETENTION_DAYS,
      searchAttributes: SearchAttribute,
      endsWhenIdle: wishes.endsWhenIdle,
      onMessage,
      onFailure: fail,
    }),
  );
  return {
    address: server.address,
    namespace,
    uiUrl: server.uiUrl,
    isOurs: true,
    ofFolder: dataFolder,
    failed,
    stop: () => server.stop(),
  };
}

async function prepareExternal(
  server: { address: string; connection: ConnectionOptions },
  namespace: string,
  wishes: ServerWishes,
): Promise<void> {
  const connections = await connectWithPatience(server, namespace, wishes);
  try {
    await inWords(ensureNamespace(connections.connection, namespace, RETENTION_DAYS));
    await inWords(ensureSearchAttributes(connections.connection, namespace, SearchAttribute));
  } finally {
    await connections.close();
  }
}

/** The server's rooms explain themselves in their messages: no fault of ours, and no stack is needed. */
async function inWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new WorkFailed(error instanceof Error ? error.message : String(error), error);
  }
}
