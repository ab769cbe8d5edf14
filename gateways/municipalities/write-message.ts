import { stringify } from 'csv-stringify/sync';
import { oneLine } from '../printable.ts';
import type { SignalMessage } from './message.ts';

/** The columns of a signal as CSV, in their order. */
export const SIGNAL_COLUMNS: Readonly<Record<string, (message: SignalMessage) => string | null>> = {
  format: (m) => m.format,
  reference: (m) => m.reference,
  action: (m) => m.action,
  type: (m) => m.type,
  replaces: (m) => m.replaces,
  on: (m) => m.on,
  service: (m) => m.service,
  creditor: (m) => m.creditor.id,
  creditorName: (m) => m.creditor.name,
  creditorCountry: (m) => m.creditor.country,
  sector: (m) => m.creditor.sector,
  participant: (m) => m.creditor.participant,
  customer: (m) => m.customer.reference,
  name: (m) => m.customer.name,
  representative: (m) => m.customer.representative,
  birthDate: (m) => m.customer.birthDate,
  street: (m) => m.customer.street,
  postcode: (m) => m.customer.postcode,
  city: (m) => m.customer.city,
  country: (m) => m.customer.country,
  email: (m) => m.customer.email,
  phone: (m) => m.customer.phone,
  language: (m) => m.customer.language,
  amount: (m) => m.arrears?.amount ?? null,
  currency: (m) => m.arrears?.currency ?? null,
  originOn: (m) => m.arrears?.originOn ?? null,
  invoices: (m) => many(m.arrears?.invoices ?? [], ({ number }) => number),
  contracts: (m) => many([...new Set(contractsOf(m))], (contract) => contract),
  contactAttempts: (m) =>
    many(m.contactAttempts, ({ on, channel, outcome }) => `${on} ${channel}: ${outcome}`),
  consent: (m) => m.consent?.status ?? null,
  consentOn: (m) => m.consent?.on ?? null,
  consentText: (m) => m.consent?.text ?? null,
  disconnection: (m) => m.disconnection?.kind ?? null,
  disconnectionOn: (m) => m.disconnection?.plannedOn ?? null,
  disconnectionContract: (m) => m.disconnection?.contract ?? null,
};

/** A signal as CSV: a line of column names, and a line of fields. */
export function messageCsv(message: SignalMessage): string {
  return messagesCsv([message]);
}

/** Signals as one CSV file. */
function messagesCsv(messages: readonly SignalMessage[]): string {
  const columns = Object.values(SIGNAL_COLUMNS);
  const rows = messages.map((message) => columns.map((column) => oneLine(column(message) ?? '')));
  return stringify([Object.keys(SIGNAL_COLUMNS), ...rows], { record_delimiter: '\r\n' });
}

function contractsOf({ arrears }: SignalMessage): string[] {
  return (arrears?.invoices ?? []).flatMap(({ contract }) => (contract === null ? [] : [contract]));
}

/** Several values in one field, separated by `; `. */
function many<Value>(values: readonly Value[], write: (value: Value) => string): string | null {
  return values.length === 0 ? null : values.map(write).join('; ');
}
