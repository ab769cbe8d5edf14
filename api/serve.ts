import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type ApiDeps, createApi } from './app.ts';

export interface ApiSettings extends ApiDeps {
  readonly host: string;
  /** 0 chooses a free one. */
  readonly port: number;
}

export interface RunningApi {
  readonly url: string;
  /** Answers what is under way, then stops. */
  close(): Promise<void>;
}

/** How long a request may take to arrive: slow ones would hold connections for ever. */
const REQUEST_MS = 30_000;

/** Serves the API until it is closed; fails when the port is taken. */
export async function serveApi(settings: ApiSettings): Promise<RunningApi> {
  const { host, port } = settings;
  const app = createApi(settings);
  const server = serve({
    fetch: app.fetch,
    hostname: host,
    port,
    serverOptions: { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS },
  });
  await new Promise<void>((listening, failed) => {
    server.once('listening', listening);
    server.once('error', failed);
  });
  const { port: taken } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${taken}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        if ('closeIdleConnections' in server) server.closeIdleConnections();
      }),
  };
}
