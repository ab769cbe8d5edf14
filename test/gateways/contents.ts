import type { Recipient } from '../../contracts/claim.ts';
import type { OrderContent } from '../../contracts/collector.ts';
import type { LevelContent, NotificationContent } from '../../contracts/effects.ts';
import { instructionKey, levelEffectKey, notificationEffectKey } from '../../contracts/ids.ts';
import { parseDay } from '../../domain/kernel/day.ts';
import type { Delivery } from '../../gateways/port.ts';

const AS_OF = Date.UTC(2026, 2, 2, 8, 30);

export const RECIPIENT: Recipient = {
  reference: 'C-100',
  name: 'A. Jansen',
  email: 'a.jansen@example.com',
  street: 'Keizersgracht 1',
  postcode: '1015 AA',
  city: 'Amsterdam',
  country: 'NL',
  representative: null,
};

const REMINDER: LevelContent = {
  kind: 'level',
  creditor: { id: 'acme', name: 'Acme B.V.', country: 'NL' },
  recipient: RECIPIENT,
  language: 'nl',
  level: { name: 'reminder-1', kind: 'reminder', number: 1, final: false },
  invoice: {
    number: '2026/001',
    reference: 'RF18 5390 0754 7034',
    issuedOn: parseDay('2026-01-05')!,
    dueOn: parseDay('2026-02-04')!,
    amount: 125_000,
    currency: 'EUR',
  },
  open: { principal: 123_450, fees: 500, interest: 12, costs: 4_000, total: 127_962 },
  on: parseDay('2026-03-02')!,
  payBy: null,
};

/** A reminder; parts given replace those of the content as a whole. */
export function reminder(changes: Partial<LevelContent> = {}): LevelContent {
  return { ...REMINDER, ...changes };
}

/** A notice with its deadline; the final reminder, as by default. */
export function notice(changes: Partial<LevelContent> = {}): LevelContent {
  const level = { name: 'notice', kind: 'notice', number: 2, final: true } as const;
  return { ...REMINDER, level, payBy: parseDay('2026-03-16')!, ...changes };
}

export function order(changes: Partial<OrderContent> = {}): OrderContent {
  const { invoice, open, creditor } = REMINDER;
  return {
    kind: 'order',
    target: {
      configuration: 'outbox',
      version: 0,
      settings: { kind: 'file', folder: 'collector', acknowledged: false, askEveryMinutes: 60 },
      environment: 'PRODUCTION',
    },
    creditor,
    debtor: {
      ...RECIPIENT,
      kind: 'consumer',
      registerNumber: null,
      phone: '+31201234567',
      language: 'nl',
      address: {
        familyName: 'A. Jansen',
        street: 'Keizersgracht 1',
        postcode: '1015 AA',
        city: 'Amsterdam',
        country: 'NL',
      },
    },
    case: {
      reference: '2026/001-1',
      externalId: '2026/001-1',
      source: 'transfer',
      contractDate: invoice.issuedOn,
      dueOn: invoice.dueOn!,
      currency: 'EUR',
      amount: open.total,
    },
    lineItems: [
      {
        uniqueId: '2026/001',
        name: '2026/001',
        quantity: '1',
        amountIncludingTax: open.total,
        type: 'PRODUCT',
      },
    ],
    invoices: [
      {
        number: invoice.number,
        reference: invoice.reference,
        issuedOn: invoice.issuedOn,
        dueOn: invoice.dueOn,
        noticeDeliveredOn: parseDay('2026-03-02')!,
        noticeDueOn: parseDay('2026-03-16')!,
        currency: 'EUR',
        open,
      },
    ],
    documents: [],
    on: parseDay('2026-03-20')!,
    ...changes,
  };
}

export const NOTIFICATION: NotificationContent = {
  kind: 'notification',
  creditor: { id: 'acme' },
  invoice: '2026/001',
  about: 'closes soon',
  says: 'The claim closes on 2026-05-16: resume, approve or close it before.',
  closesOn: parseDay('2026-05-16')!,
  at: AS_OF,
};

export function levelDelivery(
  content: LevelContent = reminder(),
  key = levelEffectKey(content.creditor.id, content.invoice.number, 1, content.level.name),
): Delivery<LevelContent> {
  return { key, content, asOf: AS_OF };
}

export function orderDelivery(content: OrderContent = order()): Delivery<OrderContent> {
  return {
    key: instructionKey(content.creditor.id, content.case.reference, 'order'),
    content,
    asOf: AS_OF,
  };
}

export function notificationDelivery(): Delivery<NotificationContent> {
  return {
    key: notificationEffectKey('acme', '2026/001', 1, 'closes soon'),
    content: NOTIFICATION,
    asOf: AS_OF,
  };
}
