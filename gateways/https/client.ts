import { Agent, request } from 'undici';
import type { Instant } from '../../domain/kernel/day.ts';
import { GatewayFailure } from '../port.ts';
import { KEY_ID_HEADER, SIGNATURE_HEADER, sign, signPath } from './signature.ts';
import { below, type HttpsTarget } from './target.ts';

export interface HttpsAnswer {
  readonly status: number;
  readonly text: string;
  /** How long the other side asks to be left alone, where it does. */
  readonly retryAfterMs?: number;
}

/** Exchanges messages with one other system. */
export interface HttpsClient {
  /** Posts a signed JSON body under its key; throws a GatewayFailure when no answer came. */
  post(message: {
    readonly path?: readonly string[];
    readonly body: string;
    readonly key: string;
    readonly asOf: Instant;
    /** Signatures of another kind, instead of ours. */
    readonly headers?: Readonly<Record<string, string>>;
  }): Promise<HttpsAnswer>;
  /** Puts signed bytes to their place below the target; throws a GatewayFailure when no answer came. */
  put(file: {
    readonly path: readonly string[];
    readonly bytes: Uint8Array;
    readonly type: string;
    readonly asOf: Instant;
  }): Promise<HttpsAnswer>;
  /** Asks whether something is there, signed like reading it. */
  head(...path: readonly string[]): Promise<HttpsAnswer>;
  /** Reads something below the target; throws a GatewayFailure when no answer came. */
  get(...path: readonly string[]): Promise<HttpsAnswer>;
  close(): Promise<void>;
}

/** Shorter than an attempt's lease, so that an attempt is over before another may begin. */
const DEFAULT_TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** An answer is a few words; more is a mistake or an attack. */
const LONGEST_ANSWER = 1024 * 1024;
/** Faults that come before the other side can have read anything. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
]);

/** A client for one target. It follows no redirect: a signed message goes where it was meant to, or nowhere. */
export function createHttpsClient(target: HttpsTarget): HttpsClient {
  const timeout = target.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const agent = new Agent({
    connect: {
      timeout: Math.min(CONNECT_TIMEOUT_MS, timeout),
      ...(target.ca === undefined ? {} : { ca: target.ca }),
    },
    headersTimeout: timeout,
    bodyTimeout: timeout,
    maxResponseSize: LONGEST_ANSWER,
  });
  const keyId = target.keyId === undefined ? {} : { [KEY_ID_HEADER]: target.keyId };
  const exchange = async (
    url: URL,
    options: {
      method: 'GET' | 'HEAD' | 'POST' | 'PUT';
      headers: Record<string, string>;
      body?: string | Uint8Array;
    },
  ): Promise<HttpsAnswer> => {
    try {
      const signal = AbortSignal.timeout(timeout);
      const answer = await request(url, { ...options, dispatcher: agent, signal });
      const retryAfterMs = retryAfterOf(answer.headers);
      const read = { status: answer.statusCode, text: await answer.body.text() };
      return retryAfterMs === undefined ? read : { ...read, retryAfterMs };
    } catch (error) {
      throw failureOf(error, url, timeout);
    }
  };
  const read = (method: 'GET' | 'HEAD', path: readonly string[]) => {
    const url = below(target, ...path);
    const signature = signPath(target.secret, url.pathname);
    return exchange(url, {
      method,
      headers: { accept: 'application/json', [SIGNATURE_HEADER]: signature, ...keyId },
    });
  };
  return {
    post: ({ path = [], body, key, asOf, headers }) =>
      exchange(below(target, ...path), {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          accept: 'application/json',
          'idempotency-key': key,
          ...(headers ?? { [SIGNATURE_HEADER]: sign(target.secret, body, asOf), ...keyId }),
        },
        body,
      }),
    put: ({ path, bytes, type, asOf }) =>
      exchange(below(target, ...path), {
        method: 'PUT',
        headers: { 'content-type': type, [SIGNATURE_HEADER]: sign(target.secret, bytes, asOf), ...keyId },
        body: bytes,
      }),
    head: (...path) => read('HEAD', path),
    get: (...path) => read('GET', path),
    close: () => agent.close(),
  };
}

/** Says what became of an exchange; never what was in it. */
function failureOf(cause: unknown, url: URL, timeout: number): GatewayFailure {
  const code = codeOf(cause);
  const why =
    cause instanceof Error && cause.name === 'TimeoutError'
      ? `no answer within ${timeout} ms`
      : reasonOf(cause, code);
  return new GatewayFailure(`${url.origin} gave no answer: ${why}.`, {
    isTemporary: true,
    mayHaveArrived: !NEVER_SENT.has(code),
    cause,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function reasonOf(error: unknown, code: string): string {
  if (code !== '') return code;
  return error instanceof Error ? error.message : String(error);
}

/** The header `Retry-After`: seconds, or a moment, which counts from the other side's own clock. */
function retryAfterOf(headers: Readonly<Record<string, string | string[] | undefined>>): number | undefined {
  const { 'retry-after': asked, date } = headers;
  if (typeof asked !== 'string') return undefined;
  if (/^\d{1,9}$/.test(asked)) return Number(asked) * 1000;
  // Date.parse takes almost anything for a moment.
  if (!/^[A-Z][a-z]{2}, /.test(asked)) return undefined;
  const wait = Date.parse(asked) - Date.parse(typeof date === 'string' ? date : '');
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** What an answer that is no success means for the message. Its words stay out: they may hold personal data. */
export function refusalOf(url: URL, answer: HttpsAnswer): GatewayFailure {
  const code = codeIn(answer);
  return new GatewayFailure(
    `${url.origin} answered ${answer.status}${code === undefined ? '' : ` (${code})`}.`,
    {
      isTemporary: isTemporary(answer.status),
      // Behind a proxy that gives up, the message may well have been taken.
      mayHaveArrived: answer.status >= 500,
      retryAfterMs: answer.retryAfterMs ?? 0,
    },
  );
}

/** Access is granted or an address mended without the message being another one; what is wrong with it stays. */
const MENDED_THERE = new Set([401, 403, 404, 405, 408, 421, 425, 429]);

function isTemporary(status: number): boolean {
  return status >= 500 || status < 400 || MENDED_THERE.has(status);
}

/** The JSON object an answer holds; undefined when it holds none. */
export function objectIn({ text }: HttpsAnswer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/;

/** The code an answer gives for its refusal: a bare word, so that nothing else can come in by it. */
export function codeIn(answer: HttpsAnswer): string | undefined {
  const code = objectIn(answer)?.code;
  return typeof code === 'string' && CODE.test(code) ? code : undefined;
}
