import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Metrics of this process over HTTP. */
export interface RunningMetrics {
  readonly url: string;
  close(): Promise<void>;
}

/** Answers with the metrics of the moment, on this machine only; fails when the port is taken. */
export async function serveMetrics(port: number, text: () => string): Promise<RunningMetrics> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end('There is /metrics here.\n');
    return response
      .writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
      .end(text());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/metrics`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
