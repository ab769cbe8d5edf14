import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { ensureNamespace } from './ensure-namespace.ts';
import { ensureSearchAttributes } from './ensure-search-attributes.ts';
import type { ServerSettings } from './server-command.ts';
import type { ServerProcess } from './server-process.ts';

const LIMIT_MS = 60_000;

/**
 * Waits until a server of the temporal CLI answers, then gives it what the CLI has no flag for: the retention,
 * and on an existing file the search attributes too.
 */
export async function completeCliServer(server: ServerProcess, settings: ServerSettings): Promise<void> {
  const connection = await connectTo(server, `127.0.0.1:${settings.port}`);
  try {
    const { namespace, retentionDays, searchAttributes } = settings;
    await ensureNamespace(connection, namespace, retentionDays, { correctRetention: true });
    await ensureSearchAttributes(connection, namespace, searchAttributes);
  } finally {
    await connection.close();
  }
}

async function connectTo(server: ServerProcess, address: string): Promise<Connection> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    if (server.hasEnded()) throw new Error(await server.ended);
    try {
      return await Connection.connect({ address, connectTimeout: '2s' });
    } catch (error) {
      if (Date.now() > end) throw new Error(`it does not answer on ${address}: ${(error as Error).message}`);
      await sleep(200);
    }
  }
}
