import { Client, Connection, type ConnectionOptions } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';

/** Connections to one Temporal server, for a client and a worker side by side. */
export interface TemporalConnections {
  readonly connection: Connection;
  readonly native: NativeConnection;
  readonly client: Client;
  close(): Promise<void>;
}

/** Connects a client and a worker to a server; close when all workers have stopped. */
export async function connect(
  options: { readonly address: string; readonly connection?: ConnectionOptions | undefined },
  namespace: string,
): Promise<TemporalConnections> {
  const settings = { ...options.connection, address: options.address };
  const connection = await Connection.connect(settings);
  const { address, tls, apiKey, metadata } = settings;
  const native = await NativeConnection.connect({
    address,
    ...(tls === undefined ? {} : { tls }),
    ...(typeof apiKey === 'string' ? { apiKey } : {}),
    ...(metadata === undefined ? {} : { metadata }),
  }).catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  return {
    connection,
    native,
    client: new Client({ connection, namespace }),
    async close() {
      try {
        await native.close();
      } finally {
        await connection.close();
      }
    },
  };
}
