import { z } from 'zod';
import type { SignalContent } from '../../contracts/signals.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import {
  ConsentStatus,
  ContactChannel,
  ContactOutcome,
  DisconnectionKind,
  Sector,
  SignalAction,
  SignalType,
} from '../../domain/signals/signal.ts';
import { refusal } from '../refusal.ts';
import { day, isoOf, words } from '../wire.ts';

/** Raised whenever a field changes its meaning or goes; fields may be added under the same number. */
const SIGNAL_FORMAT = 'dunwell/signal/1';

const text = z.string().min(1).max(1000);
const amount = z.string().regex(/^\d+(\.\d+)?$/);

/** A signal as it travels: amounts are decimals in quotes, days are ISO dates, what is unknown is null. */
export const signalMessageSchema = z
  .strictObject({
    format: z.literal(SIGNAL_FORMAT),
    reference: text.describe('Ours, for good: the same reference sent again is the same signal.'),
    action: words(SignalAction).describe(
      'create: a new signal; update: what was reported before becomes this; remove: it is taken back.',
    ),
    type: words(SignalType).describe(
      'early: there are arrears; crisis: they go on and supply or home is at stake.',
    ),
    replaces: text.nullable().describe('Update and remove: reference of the signal reported before.'),
    on: day.describe('Day the signal is about.'),
    service: text.describe('The service it goes to, such as bkr-vps or inforing-ris.'),
    creditor: z.strictObject({
      id: text,
      name: text,
      country: text,
      sector: words(Sector).nullable(),
      participant: text.nullable().describe('The creditor’s number at the service.'),
    }),
    customer: z.strictObject({
      reference: text.describe('Customer number at the creditor.'),
      name: text.nullable(),
      representative: text.nullable(),
      birthDate: day.nullable(),
      street: text.nullable(),
      postcode: text.nullable(),
      city: text.nullable(),
      country: text.nullable(),
      email: text.nullable(),
      phone: text.nullable(),
      language: text,
    }),
    arrears: z
      .strictObject({
        amount: amount.describe('Overdue and open, without what is disputed.'),
        currency: z.string().length(3),
        originOn: day.describe(
          'Since when the oldest open part is owed: its due date, or the day on which it came to be owed anew after it had been paid.',
        ),
        invoices: z
          .array(
            z.strictObject({
              number: text,
              contract: text.nullable(),
              dueOn: day,
              open: amount,
              finalReminderOn: day.nullable(),
            }),
          )
          .max(10_000),
      })
      .nullable()
      .describe('Null when a signal is taken back.'),
    contactAttempts: z
      .array(z.strictObject({ on: day, channel: words(ContactChannel), outcome: words(ContactOutcome) }))
      .max(1_000),
    consent: z
      .strictObject({ status: words(ConsentStatus), on: day, text: text.nullable() })
      .nullable()
      .describe('What the customer was offered or said about passing data on, with the words used.'),
    disconnection: z
      .strictObject({ kind: words(DisconnectionKind), plannedOn: day, contract: text.nullable() })
      .nullable(),
  })
  .describe('One early or crisis signal to a municipality.');

export type SignalMessage = z.output<typeof signalMessageSchema>;

/** The message of a signal; refuses one that could not be understood. */
export function messageOf(content: SignalContent, service: string): SignalMessage {
  refuseWrong(content);
  const { creditor, customer, arrears } = content;
  return {
    format: SIGNAL_FORMAT,
    reference: content.reference,
    action: content.action,
    type: content.type,
    replaces: content.replaces,
    on: formatDay(content.on),
    service,
    creditor: {
      id: creditor.id,
      name: creditor.name,
      country: creditor.country,
      sector: content.sector,
      participant: content.participant,
    },
    customer: {
      reference: customer.reference,
      name: customer.name,
      representative: customer.representative,
      birthDate: isoOf(customer.birthDate),
      street: customer.street,
      postcode: customer.postcode,
      city: customer.city,
      country: customer.country,
      email: customer.email,
      phone: customer.phone,
      language: customer.language,
    },
    arrears:
      arrears === null
        ? null
        : {
            amount: formatAmount(arrears.amount, arrears.currency),
            currency: arrears.currency,
            originOn: formatDay(arrears.originOn),
            invoices: arrears.invoices.map((invoice) => ({
              number: invoice.number,
              contract: invoice.contract,
              dueOn: formatDay(invoice.dueOn),
              open: formatAmount(invoice.open, arrears.currency),
              finalReminderOn: isoOf(invoice.finalReminderOn),
            })),
          },
    contactAttempts: content.contactAttempts.map(({ on, channel, outcome }) => ({
      on: formatDay(on),
      channel,
      outcome,
    })),
    consent:
      content.consent === null
        ? null
        : { status: content.consent.status, on: formatDay(content.consent.on), text: content.consent.text },
    disconnection:
      content.disconnection === null
        ? null
        : {
            kind: content.disconnection.kind,
            plannedOn: formatDay(content.disconnection.plannedOn),
            contract: content.disconnection.contract,
          },
  };
}

/** Wrong by any road, such a signal must not leave: no attempt can mend it. */
function refuseWrong({ action, arrears, replaces, customer }: SignalContent): void {
  if (action !== SignalAction.CREATE && replaces === null) {
    throw refusal(`The signal does not name the one it is to ${action}.`);
  }
  if (action === SignalAction.REMOVE) return;
  if (arrears === null || arrears.amount <= 0) throw refusal('The signal reports no arrears.');
  if (customer.birthDate === null || customer.postcode === null || customer.name === null) {
    throw refusal('The signal lacks name, birth date or postcode of the customer.');
  }
}
