import { createHash } from 'node:crypto';
import type { CollectorTarget, InstructionContent, OrderContent } from '../../../contracts/collector.ts';
import { instructionKey } from '../../../contracts/ids.ts';
import type { CollectorSettings } from '../../../domain/case/configuration.ts';
import { InstructionKind } from '../../../domain/case/facts.ts';
import { parseDay } from '../../../domain/kernel/day.ts';
import type { Delivery } from '../../../gateways/port.ts';
import { order } from '../contents.ts';

const AS_OF = Date.parse('2026-03-20T09:30:00Z');
export const SECRET = 'a secret of both sides';
export const ENVIRONMENT = { COLLECTOR_SECRET: SECRET };

/** Keys, with a slash and capitals in the number. */
export const KEY = instructionKey('acme', 'INV/1-1', InstructionKind.ORDER);

export function targetOf(settings: CollectorSettings): CollectorTarget {
  return { configuration: 'alpha', version: 3, settings, environment: 'TEST' };
}

export interface Document {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** An order with its documents, as it is handed over. */
export function orderOf(
  target: CollectorTarget,
  changes: Partial<OrderContent> = {},
  documents: readonly Document[] = [],
  key = KEY,
): Delivery<OrderContent> {
  const byHash = new Map(documents.map((document) => [hashOf(document.bytes), document]));
  const content = order({
    target,
    documents: [...byHash].map(([hash, { name, type, bytes }]) => ({ name, type, size: bytes.length, hash })),
    ...changes,
  });
  return { key, content, asOf: AS_OF, readDocument: async (hash) => byHash.get(hash)?.bytes };
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const on = parseDay('2026-03-23')!;

/** One instruction of each kind. */
export const WORDS: Readonly<Record<Exclude<InstructionKind, 'order'>, InstructionContent['about']>> = {
  withdrawal: { kind: 'withdrawal', reason: 'paid to the creditor' },
  booking: {
    kind: 'booking',
    externalId: 'bank-77',
    invoice: '2026/001',
    booking: 'payment',
    amount: 50_000,
    bookedOn: on,
    open: 77_962,
  },
  pause: { kind: 'pause', until: parseDay('2026-04-30')! },
  resume: { kind: 'resume' },
  message: { kind: 'message', text: 'He has moved.' },
  closed: { kind: 'closed', outcome: 'PARTLY_COLLECTED', reason: null },
};

export function instructionOf(
  target: CollectorTarget,
  about: InstructionContent['about'],
  which = '1',
): Delivery<InstructionContent> {
  return {
    key: instructionKey('acme', 'INV/1-1', about.kind, which),
    asOf: AS_OF,
    content: {
      kind: 'instruction',
      target,
      creditor: { id: 'acme' },
      order: KEY,
      case: { reference: 'INV/1-1', externalId: 'INV/1-1', currency: 'EUR' },
      on,
      about,
    },
  };
}

/** A collector's report as it writes it. */
export function reportOf(changes: object = {}): Record<string, unknown> {
  return {
    format: 'dunwell/collector-report/1',
    order: KEY,
    revision: 1,
    status: 'accepted',
    receipts: [],
    charges: [],
    ...changes,
  };
}
