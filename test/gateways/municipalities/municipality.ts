import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createHttpsClient } from '../../../gateways/https/client.ts';
import { isSignedBy } from '../../../gateways/https/signature.ts';
import { httpsTarget } from '../../../gateways/https/target.ts';
import { createMunicipalityFileDrop } from '../../../gateways/municipalities/file-drop.ts';
import { createHttpsMunicipality } from '../../../gateways/municipalities/https.ts';
import { type SignalMessage, signalMessageSchema } from '../../../gateways/municipalities/message.ts';
import type { AnsweringGateway } from '../../../gateways/municipalities/port.ts';
import { isPathSignedBy } from '../https/is-path-signed.ts';
import { loopback } from '../https/loopback.ts';
import { tempFolder } from '../temp-folder.ts';

export const AS_OF = Date.parse('2026-03-03T09:30:00Z');
const SECRET = 'a secret of both sides';

/** What the service does with a signal that reaches it. */
export const Act = {
  ACKNOWLEDGE: 'acknowledge',
  /** Takes it; word comes later. */
  RECEIVE: 'receive',
  REJECT: 'reject',
  /** Takes it, but the answer is lost. */
  LOSE_ANSWER: 'lose the answer',
  /** It never gets there. */
  LOSE_SIGNAL: 'lose the signal',
  /** Takes it, and answers too late. */
  DELAY: 'delay',
  /** Something on the way delivers it a second time. */
  DUPLICATE: 'duplicate',
  /** Takes it, and answers in words nobody understands. */
  MUMBLE: 'mumble',
} as const;
export type Act = (typeof Act)[keyof typeof Act];

/** A municipality's service in a test, and the gateway to it. */
export interface Municipality {
  readonly gateway: AnsweringGateway;
  /** The next signals' fate, in order; then it acknowledges. */
  willDo(...acts: readonly Act[]): void;
  /** Every arrival, in order: a reference twice is what deduping has to stand. */
  readonly arrived: () => readonly SignalMessage[];
  /** The signals it keeps, by reference. */
  readonly kept: () => ReadonlyMap<string, SignalMessage>;
  /** Says now what it thinks of a signal that it received. */
  says(reference: string, answer: object): void;
}

/** A service behind HTTPS: checks signature, key and schema, and loses what it is told to lose. */
export async function httpsMunicipality(): Promise<Municipality> {
  const acts: Act[] = [];
  const arrived: SignalMessage[] = [];
  const kept = new Map<string, SignalMessage>();
  const answers = new Map<string, object>();
  const url = await loopback(async ({ method, path, headers, body }, response, socket) => {
    const reply = (status: number, answer: object) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    const signature = headers['dunwell-signature'];
    if (method === 'GET') {
      if (!isPathSignedBy([SECRET], signature, path)) return reply(401, { code: 'BAD_SIGNATURE' });
      const reference = decodeURIComponent(path.split('/').at(-1) ?? '');
      const answer = answers.get(reference);
      return answer === undefined ? reply(404, { code: 'UNKNOWN' }) : reply(200, answer);
    }
    if (!isSignedBy([SECRET], signature, body, AS_OF)) return reply(401, { code: 'BAD_SIGNATURE' });
    const message = signalMessageSchema.parse(JSON.parse(body));
    if (headers['idempotency-key'] !== message.reference) return reply(400, { code: 'WRONG_KEY' });
    const act = acts.shift() ?? Act.ACKNOWLEDGE;
    if (act === Act.LOSE_SIGNAL) return void socket.destroy();
    const take = (answer: object) => {
      arrived.push(message);
      // A reference that is known is the same signal: it is answered as it was.
      if (!kept.has(message.reference)) {
        kept.set(message.reference, message);
        answers.set(message.reference, answer);
      }
      return answers.get(message.reference) ?? answer;
    };
    const acknowledged = { state: 'acknowledged', id: `id-${kept.size + 1}` };
    switch (act) {
      case Act.ACKNOWLEDGE:
        return reply(201, take(acknowledged));
      case Act.RECEIVE:
        return reply(202, take({ state: 'received', id: `id-${kept.size + 1}` }));
      case Act.REJECT:
        return reply(422, take({ state: 'rejected', code: 'NOT_IN_MUNICIPALITY' }));
      case Act.LOSE_ANSWER:
        take(acknowledged);
        return void socket.destroy();
      case Act.DELAY:
        take(acknowledged);
        return;
      case Act.DUPLICATE:
        take(acknowledged);
        return reply(201, take(acknowledged));
      case Act.MUMBLE:
        take({ state: 'received' });
        return void response.writeHead(200).end('<html>OK</html>');
      default:
        return act satisfies never;
    }
  });
  const target = httpsTarget({ url: `${url}/vps`, secret: SECRET, timeoutMs: 400 });
  const client = createHttpsClient(target);
  onTestFinished(() => client.close());
  return {
    gateway: createHttpsMunicipality('bkr-vps', target, client),
    willDo: (...more) => void acts.push(...more),
    arrived: () => arrived,
    kept: () => kept,
    says: (reference, answer) => void answers.set(reference, answer),
  };
}

/** A service that fetches files: what is not in the folder whole never arrived. */
export async function fileMunicipality(): Promise<Municipality> {
  const folder = join(tempFolder(), 'ris');
  const gateway = createMunicipalityFileDrop('inforing-ris', { folder, writes: 'json' });
  const acts: Act[] = [];
  const arrived: SignalMessage[] = [];
  const signals = join(folder, 'signals');
  const away = join(folder, 'away');
  const says = (name: string, answer: object | string) =>
    writeFileSync(
      join(folder, 'answers', name),
      typeof answer === 'string' ? answer : JSON.stringify(answer),
    );
  const fetched = () =>
    readdirSync(existsSync(signals) ? signals : away)
      .filter((name) => !name.startsWith('.'))
      .map(
        (name) =>
          [
            name,
            signalMessageSchema.parse(
              JSON.parse(readFileSync(join(existsSync(signals) ? signals : away, name), 'utf8')),
            ),
          ] as const,
      );
  const nameOf = (reference: string) =>
    fetched().find(([, message]) => message.reference === reference)?.[0] ?? '';
  return {
    gateway: {
      ...gateway,
      async deliver(delivery) {
        const act = acts.shift() ?? Act.ACKNOWLEDGE;
        const hand = async () => {
          const receipt = await gateway.deliver(delivery);
          arrived.push(...fetched().map(([, message]) => message));
          return receipt;
        };
        switch (act) {
          case Act.LOSE_SIGNAL:
            // The share is not mounted.
            renameSync(signals, away);
            try {
              return await gateway.deliver(delivery);
            } finally {
              renameSync(away, signals);
            }
          case Act.LOSE_ANSWER:
          case Act.DELAY:
            await hand();
            throw new Error('the worker was killed');
          case Act.DUPLICATE:
            await hand();
            return hand();
          case Act.RECEIVE:
            return hand();
          case Act.ACKNOWLEDGE:
          case Act.REJECT:
          case Act.MUMBLE: {
            const first = await hand();
            says(nameOf(delivery.key), ANSWERS[act]);
            // What the service says is seen at the next attempt; handing over again is the same file.
            return act === Act.MUMBLE ? first : hand();
          }
          default:
            return act satisfies never;
        }
      },
    },
    willDo: (...more) => void acts.push(...more),
    arrived: () => arrived,
    kept: () => new Map(fetched().map(([, message]) => [message.reference, message])),
    says: (reference, answer) => says(nameOf(reference), answer),
  };
}

const ANSWERS = {
  [Act.ACKNOWLEDGE]: { state: 'acknowledged', id: 'id-1' },
  [Act.REJECT]: { state: 'rejected', code: 'NOT_IN_MUNICIPALITY' },
  [Act.MUMBLE]: '<html>OK</html>',
};
