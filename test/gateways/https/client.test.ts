import { describe, expect, it, onTestFinished } from 'vitest';
import { addressProblem } from '../../../domain/kernel/https-address.ts';
import { createHttpsClient, type HttpsClient, refusalOf } from '../../../gateways/https/client.ts';
import { isSignedBy, sign } from '../../../gateways/https/signature.ts';
import { type HttpsTarget, httpsTarget } from '../../../gateways/https/target.ts';
import { failureOf } from '../failure-of.ts';
import { AUTHORITY } from './certificate.ts';
import { isPathSignedBy } from './is-path-signed.ts';
import { loopback, type Received } from './loopback.ts';

const SECRET = 'a secret of both sides';
const AS_OF = Date.parse('2026-03-03T09:30:00Z');

function clientOf(url: string, more: Partial<Omit<HttpsTarget, 'url' | 'secret'>> = {}): HttpsClient {
  const client = createHttpsClient(httpsTarget({ url, secret: SECRET, ...more }));
  onTestFinished(() => client.close());
  return client;
}

const message = { body: '{"a":1}', key: 'signal/acme/C-1/1', asOf: AS_OF };

describe('a message', () => {
  it('carries its key, and a signature over its body and the moment', async () => {
    let got: Received | undefined;
    const url = await loopback((received, response) => {
      got = received;
      response.writeHead(202).end('{"id":"m-1"}');
    });
    const answer = await clientOf(`${url}/in/`, { keyId: 'second' }).post({ ...message, path: ['a/b', 'ü'] });
    expect(answer).toEqual({ status: 202, text: '{"id":"m-1"}' });
    expect(got).toMatchObject({ method: 'POST', path: '/in/a%2Fb/%C3%BC', body: message.body });
    expect(got?.headers).toMatchObject({
      'idempotency-key': message.key,
      'dunwell-key-id': 'second',
      'content-type': 'application/json; charset=utf-8',
    });
    const signature = got?.headers['dunwell-signature'];
    expect(signature).toMatch(/^t=1772530200,v1=[0-9a-f]{64}$/);
    expect(isSignedBy([SECRET], signature, message.body, AS_OF)).toBe(true);
  });

  it('that reads is signed over its path', async () => {
    let got: Received | undefined;
    const url = await loopback((received, response) => {
      got = received;
      response.end('{}');
    });
    await clientOf(url).get('signals', 'x/y');
    expect(isPathSignedBy([SECRET], got?.headers['dunwell-signature'], '/signals/x%2Fy')).toBe(true);
    expect(isPathSignedBy([SECRET], got?.headers['dunwell-signature'], '/signals/other')).toBe(false);
  });

  it('goes to no other place than the one it was meant for', async () => {
    let elsewhere = 0;
    const other = await loopback((_, response) => {
      elsewhere += 1;
      response.end();
    });
    const url = await loopback((_, response) => void response.writeHead(307, { location: other }).end());
    expect((await clientOf(url).post(message)).status).toBe(307);
    expect(elsewhere).toBe(0);
  });
});

describe('a file', () => {
  it('goes as it is, signed over its bytes, and can be asked for', async () => {
    const got: Received[] = [];
    const url = await loopback((received, response) => {
      got.push(received);
      response.writeHead(204).end();
    });
    const bytes = Buffer.from('%PDF-1.7');
    const client = clientOf(url);
    const path = ['documents', 'abc'];
    expect(await client.put({ path, bytes, type: 'application/pdf', asOf: AS_OF })).toMatchObject({
      status: 204,
    });
    expect(await client.head(...path)).toMatchObject({ status: 204 });
    expect(got.map(({ method, path: there }) => [method, there])).toEqual([
      ['PUT', '/documents/abc'],
      ['HEAD', '/documents/abc'],
    ]);
    const [put, head] = got.map(({ headers }) => headers['dunwell-signature']);
    expect(isSignedBy([SECRET], put, bytes, AS_OF)).toBe(true);
    expect(isPathSignedBy([SECRET], head, '/documents/abc')).toBe(true);
  });
});

describe('a busy answer', () => {
  const DATE = 'Tue, 03 Mar 2026 09:30:00 GMT';

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Tue, 03 Mar 2026 09:31:30 GMT', 90_000],
    ['Tue, 03 Mar 2026 09:29:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
  ])('with Retry-After %s asks to wait %s ms, by its own clock', async (asked, waits) => {
    const url = await loopback(
      (_, response) => void response.writeHead(503, { 'retry-after': asked, date: DATE }).end(),
    );
    const answer = await clientOf(url).post(message);
    expect(answer.retryAfterMs).toBe(waits);
    expect(refusalOf(new URL(url), answer).retryAfterMs).toBe(waits ?? 0);
  });
});

describe('no answer', () => {
  it('where nobody listens: surely not arrived', async () => {
    const url = await loopback((_, response) => void response.end());
    const gone = url.replace(/\d+$/, '1');
    expect(await failureOf(clientOf(gone).post(message))).toMatchObject({
      isTemporary: true,
      mayHaveArrived: false,
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it.each([
    ['within the time', (): void => undefined],
    [
      'because the connection broke',
      (_: Received, __: unknown, socket: { destroy(): void }) => socket.destroy(),
    ],
    [
      'to its end',
      (_: Received, response: { write(text: string): void }, socket: { destroy(): void }) => {
        response.write('{"id":');
        setImmediate(() => socket.destroy());
      },
    ],
    [
      'of a bearable size',
      (_: Received, response: { end(text: string): void }) => response.end('x'.repeat(2 * 1024 * 1024)),
    ],
  ])('%s: may have arrived', async (_, answer) => {
    const url = await loopback(answer as never);
    const failure = await failureOf(clientOf(url, { timeoutMs: 300 }).post(message));
    expect(failure).toMatchObject({ isTemporary: true, mayHaveArrived: true });
    expect(failure.message).not.toContain('"a"');
  });
});

describe('a private authority', () => {
  it('is trusted when it is named, and not otherwise', async () => {
    const url = await loopback((_, response) => void response.end('{}'), { tls: true });
    expect(await clientOf(url, { ca: AUTHORITY }).post(message)).toMatchObject({ status: 200 });
    const failure = await failureOf(clientOf(url).post(message));
    expect(failure).toMatchObject({ isTemporary: true, mayHaveArrived: false });
  });
});

describe('a refusal', () => {
  it.each([
    [400, false, false],
    [409, false, false],
    [422, false, false],
    [401, true, false],
    [404, true, false],
    [429, true, false],
    [307, true, false],
    [500, true, true],
    [502, true, true],
  ])('of %i: temporary %s, may have arrived %s', (status, isTemporary, mayHaveArrived) => {
    const failure = refusalOf(new URL('https://example.com/x'), { status, text: '' });
    expect(failure).toMatchObject({ isTemporary, mayHaveArrived });
  });

  it.each([
    [
      '{"code":"UNKNOWN_POSTCODE","reason":"1015 AA"}',
      'https://example.com answered 422 (UNKNOWN_POSTCODE).',
    ],
    ['{"code":"Jan Jansen, Keizersgracht"}', 'https://example.com answered 422.'],
    ['Jan Jansen', 'https://example.com answered 422.'],
  ])('names its code and nothing else of the answer: %s', (text, says) => {
    expect(refusalOf(new URL('https://example.com'), { status: 422, text }).message).toBe(says);
  });
});

describe('a signature', () => {
  const at = (seconds: number) => isSignedBy([SECRET], sign(SECRET, 'x', AS_OF), 'x', AS_OF + seconds * 1000);

  it('is taken for five minutes in both directions', () => {
    expect([at(-301), at(-300), at(0), at(300), at(301)]).toEqual([false, true, true, true, false]);
  });

  it('is of this body and of one of these secrets', () => {
    const signature = sign(SECRET, 'x', AS_OF);
    expect(isSignedBy([SECRET], signature, 'y', AS_OF)).toBe(false);
    expect(isSignedBy(['another secret'], signature, 'x', AS_OF)).toBe(false);
    expect(isSignedBy(['another secret', SECRET], signature, 'x', AS_OF)).toBe(true);
  });

  it.each([undefined, '', 't=1,v1=', 't=x,v1=00', `v1=${'0'.repeat(64)}`])('%j is none', (text) => {
    expect(isSignedBy([SECRET], text, 'x', AS_OF)).toBe(false);
  });
});

describe('an address', () => {
  it.each(['https://example.com/signals', 'http://localhost:8080', 'http://127.0.0.1/x', 'http://[::1]:1/x'])(
    '%s can be used',
    (url) => expect(addressProblem(url)).toBeUndefined(),
  );

  it.each([
    ['http://example.com', /this machine only/],
    ['http://localhost.example.com', /this machine only/],
    ['ftp://example.com', /https:/],
    ['example.com', /no address/],
    ['https://user:pw@example.com', /user or password/],
    ['https://example.com/?a=1', /without/],
  ])('%s is refused', (url, reason) => expect(addressProblem(url)).toMatch(reason));

  it('needs a secret of some length', () => {
    expect(() => httpsTarget({ url: 'https://example.com', secret: '0123456789abcde' })).toThrow(
      /at least 16/,
    );
    expect(httpsTarget({ url: 'https://example.com', secret: '0123456789abcdef' })).toBeDefined();
  });
});
