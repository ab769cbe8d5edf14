import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { LOOPBACK_CERTIFICATE } from './certificate.ts';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

type Answer = (received: Received, response: ServerResponse, socket: Socket) => void | Promise<void>;

/** A server on this machine for the time of one test; returns its address. */
export async function loopback(answer: Answer, options: { tls?: boolean } = {}): Promise<string> {
  const onRequest = async (request: IncomingMessage, response: ServerResponse) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const { method = '', url = '' } = request;
    const headers = request.headers as Received['headers'];
    await answer(
      { method, path: url, headers, body: Buffer.concat(pieces).toString() },
      response,
      request.socket,
    );
  };
  const server =
    options.tls === true ? createTlsServer(LOOPBACK_CERTIFICATE, onRequest) : createServer(onRequest);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const { port } = server.address() as AddressInfo;
  return `${options.tls === true ? 'https' : 'http'}://localhost:${port}`;
}
