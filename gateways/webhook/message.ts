import { z } from 'zod';
import type { LevelContent } from '../../contracts/effects.ts';
import { LevelKind } from '../../domain/invoice/policy.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { languageFor } from '../../templates/languages.ts';
import { renderLevel } from '../letters/render.ts';
import type { Delivery } from '../port.ts';
import { day, isoOf, json, words } from '../wire.ts';

/** Raised whenever a field changes its meaning or goes; fields may be added under the same number. */
const LEVEL_FORMAT = 'dunwell/level/1';

const text = z.string();
const amount = z.string().regex(/^-?\d+(\.\d+)?$/);

/** A level as it is posted: amounts are decimals in quotes, days are ISO dates, what is unknown is null. */
export const levelMessageSchema = z.strictObject({
  format: z.literal(LEVEL_FORMAT),
  key: text.describe(
    'Permanent: the same key again is the same letter again, and must reach the debtor once.',
  ),
  on: day.describe('Day the letter is written for.'),
  creditor: z.strictObject({ id: text, name: text, country: text }),
  debtor: z.strictObject({
    reference: text.describe('Customer number at the creditor.'),
    name: text.nullable(),
    representative: text.nullable(),
    email: text.nullable(),
    street: text.nullable(),
    postcode: text.nullable(),
    city: text.nullable(),
    country: text.nullable(),
    language: text,
  }),
  level: z.strictObject({
    name: text,
    kind: words(LevelKind),
    number: z.int().describe('1 for the first level of the policy.'),
    final: z.boolean(),
  }),
  invoice: z.strictObject({
    number: text,
    reference: text.describe('What is to be quoted with the payment.'),
    issuedOn: day,
    dueOn: day.nullable(),
    amount,
    currency: z.string().length(3),
  }),
  open: z
    .strictObject({ principal: amount, fees: amount, interest: amount, costs: amount, total: amount })
    .describe('What is open; the letter demands the total and nothing else.'),
  payBy: day.nullable().describe('The deadline of a notice; null in reminders.'),
  subject: text.describe('The letter in words, as an e-mail would have it.'),
  text,
});

type LevelMessage = z.infer<typeof levelMessageSchema>;

/** The body that a level is posted as; the same for the same delivery. */
export function levelMessage({ key, content }: Delivery<LevelContent>): string {
  const { creditor, recipient, level, invoice, open } = content;
  const money = (minor: number) => formatAmount(minor, invoice.currency);
  const { subject, text: written } = renderLevel(content);
  const message: LevelMessage = {
    format: LEVEL_FORMAT,
    key,
    on: formatDay(content.on),
    creditor: { id: creditor.id, name: creditor.name, country: creditor.country },
    debtor: { ...debtorOf(recipient), language: languageFor(content.language) },
    level: { name: level.name, kind: level.kind, number: level.number, final: level.final },
    invoice: {
      number: invoice.number,
      reference: invoice.reference ?? invoice.number,
      issuedOn: formatDay(invoice.issuedOn),
      dueOn: isoOf(invoice.dueOn),
      amount: money(invoice.amount),
      currency: invoice.currency,
    },
    open: {
      principal: money(open.principal),
      fees: money(open.fees),
      interest: money(open.interest),
      costs: money(open.costs),
      total: money(open.total),
    },
    payBy: isoOf(content.payBy),
    subject,
    text: written,
  };
  return json(message);
}

function debtorOf(recipient: LevelContent['recipient']): Omit<LevelMessage['debtor'], 'language'> {
  const { reference, name, representative, email, street, postcode, city, country } = recipient;
  return { reference, name, representative, email, street, postcode, city, country };
}
