import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  type InstructionMessage,
  instructionMessageSchema,
} from '../../../gateways/collectors/instruction.ts';
import { type OrderMessage, orderMessageSchema } from '../../../gateways/collectors/order.ts';
import { isSignedBy } from '../../../gateways/https/signature.ts';
import { LOOPBACK_CERTIFICATE } from '../https/certificate.ts';
import { isPathSignedBy } from '../https/is-path-signed.ts';
import { reportOf } from './samples.ts';

/** What the collector does with one message (a document, an order, an instruction). */
export const Act = {
  /** Takes it, and an order is accepted. */
  ACCEPT: 'accept',
  /** Takes it, and decides later. */
  RECEIVE: 'receive',
  REJECT: 'reject',
  /** It never arrives. */
  LOSE_MESSAGE: 'lose the message',
  /** Takes it, and the answer is lost. */
  LOSE_ANSWER: 'lose the answer',
  /** Takes it, and the connection breaks in the middle of the answer. */
  CUT_ANSWER: 'cut the answer',
  /** Takes it, and answers when nobody waits any more. */
  DELAY: 'delay the answer',
  /** Something on the way delivers it twice. */
  DUPLICATE: 'deliver twice',
  /** Takes it, and answers what nobody understands. */
  MUMBLE: 'mumble',
  /** Takes it, then fails. */
  FAIL_AFTERWARDS: 'fail afterwards',
  /** Takes nothing. */
  FAIL: 'fail',
  BUSY: 'be busy',
  REFUSE: 'refuse',
  DENY: 'deny access',
} as const;
export type Act = (typeof Act)[keyof typeof Act];

/** What the collector has of one order. */
interface Book {
  readonly message: OrderMessage;
  readonly instructions: Map<string, InstructionMessage>;
  /** The state it reports, as JSON text. */
  report: string;
}

export interface MisbehavingCollector {
  readonly url: string;
  /** Every order it really took, by key. An order taken twice would stand here as two. */
  readonly books: ReadonlyMap<string, Book>;
  readonly documents: ReadonlyMap<string, Uint8Array>;
  /** Requests by method and path, in order of arrival, duplicates on the way included. */
  readonly arrived: readonly string[];
  /** The fate of the next messages, in order; reading is never disturbed unless `willAnswerReads` says so. */
  willDo(...acts: readonly Act[]): void;
  /** The status of all answers to reads from now on; null: the true ones. */
  willAnswerReads(status: number | null): void;
  says(order: string, text: string): void;
  close(): Promise<void>;
}

interface Message {
  readonly method: string;
  readonly path: readonly string[];
  readonly rawPath: string;
  readonly body: Buffer;
  readonly key: string | undefined;
  readonly signature: string | undefined;
}

interface Answer {
  readonly status: number;
  readonly body?: object | string;
  readonly headers?: Record<string, string>;
}

/** A collector on this machine that takes orders as the protocol says, and misbehaves when told. */
export async function startMisbehavingCollector(options: {
  readonly secret: string;
  readonly tls?: boolean;
  /** When a signature must be from; a test's messages are dated. Default: whenever they say. */
  readonly asOf?: number;
}): Promise<MisbehavingCollector> {
  const acts: Act[] = [];
  const books = new Map<string, Book>();
  const bodies = new Map<string, string>();
  const documents = new Map<string, Uint8Array>();
  const arrived: string[] = [];
  let readStatus: number | null = null;
  const delayed = new Set<ReturnType<typeof setTimeout>>();

  const isGenuine = ({ method, rawPath, body, signature }: Message) => {
    if (method === 'GET' || method === 'HEAD') return isPathSignedBy([options.secret], signature, rawPath);
    const signedAt = Number(/^t=(\d+)/.exec(signature ?? '')?.[1] ?? 0) * 1000;
    return isSignedBy([options.secret], signature, body, options.asOf ?? signedAt);
  };
  const read = ({ method, path }: Message): Answer => {
    const [kind = '', name = ''] = path;
    if (readStatus !== null) return { status: readStatus, body: 'disturbed' };
    if (kind === 'documents') return { status: documents.has(name) ? 200 : 404 };
    const book = method === 'GET' ? books.get(name) : undefined;
    return book === undefined ? { status: 404, body: {} } : { status: 200, body: book.report };
  };
  /** Takes a message as the protocol says: once for each key, refusing another content under it. */
  const take = ({ path, body, key = '' }: Message, status: string): Answer => {
    const [kind = '', name = '', below] = path;
    if (kind === 'documents') {
      const hash = createHash('sha256').update(body).digest('hex');
      if (hash !== name) return { status: 422, body: { code: 'WRONG_HASH' } };
      documents.set(name, body);
      return { status: 204 };
    }
    const text = body.toString();
    const before = bodies.get(key);
    if (before !== undefined && before !== text) return { status: 409, body: { code: 'OTHER_CONTENT' } };
    bodies.set(key, text);
    if (below === 'instructions') {
      const book = books.get(name);
      if (book === undefined) return { status: 404, body: { code: 'UNKNOWN_ORDER' } };
      book.instructions.set(key, instructionMessageSchema.parse(JSON.parse(text)));
      return { status: 202, body: { id: `i-${book.instructions.size}` } };
    }
    const message = orderMessageSchema.parse(JSON.parse(text));
    const missing = message.documents.find(({ sha256 }) => !documents.has(sha256));
    if (missing !== undefined) return { status: 422, body: { code: 'MISSING_DOCUMENT' } };
    const book = books.get(key) ?? {
      message,
      instructions: new Map(),
      report: JSON.stringify(reportOf({ order: key, status })),
    };
    books.set(key, book);
    return { status: 200, body: book.report };
  };

  const listener: RequestListener = async (request, response) => {
    const message = await received(request);
    arrived.push(`${message.method} /${message.path.join('/')}`);
    if (!isGenuine(message)) return send(response, { status: 401, body: { code: 'WRONG_SIGNATURE' } });
    if (message.method === 'GET' || message.method === 'HEAD') return send(response, read(message));
    const act = acts.shift() ?? Act.ACCEPT;
    switch (act) {
      case Act.ACCEPT:
        return send(response, take(message, 'accepted'));
      case Act.RECEIVE:
        return send(response, take(message, 'received'));
      case Act.REJECT:
        return send(response, take(message, 'rejected'));
      case Act.LOSE_MESSAGE:
        return void request.socket.destroy();
      case Act.LOSE_ANSWER:
        take(message, 'accepted');
        return void request.socket.destroy();
      case Act.CUT_ANSWER:
        take(message, 'accepted');
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"format":');
        return void setImmediate(() => request.socket.destroy());
      case Act.DELAY: {
        const answer = take(message, 'accepted');
        const timer = setTimeout(() => send(response, answer), 2_000);
        return void delayed.add(timer);
      }
      case Act.DUPLICATE:
        take(message, 'accepted');
        arrived.push(`${message.method} /${message.path.join('/')}`);
        return send(response, take(message, 'accepted'));
      case Act.MUMBLE:
        take(message, 'accepted');
        return send(response, { status: 200, body: '<html>Welcome</html>' });
      case Act.FAIL_AFTERWARDS:
        take(message, 'accepted');
        return send(response, { status: 500, body: 'Jan Jansen failed' });
      case Act.FAIL:
        return send(response, { status: 500, body: 'Jan Jansen failed' });
      case Act.BUSY:
        return send(response, { status: 429, headers: { 'retry-after': '120' } });
      case Act.REFUSE:
        return send(response, { status: 422, body: { code: 'UNKNOWN_COUNTRY', reason: 'Jan Jansen' } });
      case Act.DENY:
        return send(response, { status: 403 });
      default:
        return act satisfies never;
    }
  };

  const server =
    options.tls === true ? createTlsServer(LOOPBACK_CERTIFICATE, listener) : createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls === true ? 'https' : 'http'}://localhost:${port}/api`,
    books,
    documents,
    arrived,
    willDo: (...more) => void acts.push(...more),
    willAnswerReads: (status) => {
      readStatus = status;
    },
    says: (order, text) => {
      const book = books.get(order);
      if (book !== undefined) book.report = text;
    },
    async close() {
      for (const timer of delayed) clearTimeout(timer);
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function received(request: IncomingMessage): Promise<Message> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const { method = '', url = '', headers } = request;
  return {
    method,
    rawPath: url,
    path: url.split('/').slice(2).map(decodeURIComponent),
    body: Buffer.concat(pieces),
    key: headers['idempotency-key'] as string | undefined,
    signature: headers['dunwell-signature'] as string | undefined,
  };
}

function send(response: ServerResponse, { status, body = '', headers = {} }: Answer): void {
  response.writeHead(status, headers);
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
