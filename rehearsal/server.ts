import type { Connection, ConnectionOptions } from '@temporalio/client';
import { connect } from '../temporal/connect.ts';
import { ensureNamespace } from '../temporal/ensure-namespace.ts';
import { ensureSearchAttributes } from '../temporal/ensure-search-attributes.ts';
import { findServer } from '../temporal/find-server.ts';
import { Way } from '../temporal/found-server.ts';
import type { SearchAttributes } from '../temporal/search-attributes.ts';
import { startServer } from '../temporal/start-server.ts';
import { ServerFailed } from './trouble.ts';

export interface RehearsalServer {
  readonly address: string;
  readonly connection?: ConnectionOptions | undefined;
  /** Removes the rehearsal's namespace from a server of others. */
  forget(connection: Connection): Promise<void>;
  stop(): Promise<void>;
}

/** A server for one rehearsal, in a namespace of its own: an embedded one on the scratch file, or the one named. */
export async function openRehearsalServer(options: {
  readonly file: string;
  readonly namespace: string;
  readonly searchAttributes: SearchAttributes;
  readonly onMessage: (text: string) => void;
  readonly onFailure: (error: Error) => void;
}): Promise<RehearsalServer> {
  const { file, namespace, searchAttributes, onMessage, onFailure } = options;
  const found = await inWords(findServer({ onProgress: onMessage }));
  onMessage(found.says);
  if (found.kind === Way.external) {
    const { address, connection } = found;
    const unanswered = `No Temporal server answers at ${address}: `;
    const connections = await inWords(connect({ address, connection }, namespace), unanswered);
    try {
      await ensureNamespace(connections.connection, namespace, 1);
      await ensureSearchAttributes(connections.connection, namespace, searchAttributes);
    } finally {
      await connections.close();
    }
    return {
      address,
      connection,
      forget: async (open) => {
        await open.operatorService.deleteNamespace({ namespace });
      },
      stop: async () => undefined,
    };
  }
  const starting = startServer({
    found,
    dbFile: file,
    // The scratch survives a killed process; it need not survive a power cut.
    synchronous: 'normal',
    port: 0,
    namespace,
    searchAttributes,
    onMessage,
    onFailure,
  });
  const server = await inWords(starting);
  return { address: server.address, forget: async () => undefined, stop: () => server.stop() };
}

/** The server's rooms explain themselves in their messages: no fault of ours, and no stack is needed. */
async function inWords<T>(work: Promise<T>, before = ''): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new ServerFailed(`${before}${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
