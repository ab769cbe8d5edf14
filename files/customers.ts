import { ConsentStatus, OptOutReason } from '../domain/signals/signal.ts';
import { datesOf, type FileMapping, type Mapping } from './mapping.ts';
import { type FileRows, readFileRows } from './read.ts';
import type { RowReader } from './row-reader.ts';
import { CustomerKind, type CustomerRow, withoutBlanks } from './rows.ts';
import { code, country, email, flag, language, lines, line as oneLine, word } from './values.ts';

/** Reads a customers file row by row; a bad row comes as its problem and the rows after it go on. */
export function readCustomers(
  path: string,
  options: { readonly mapping?: Mapping | undefined } = {},
): FileRows<CustomerRow> {
  return readFileRows(path, {
    kind: 'customers',
    mapping: options.mapping?.customers,
    build: buildCustomer,
  });
}

function buildCustomer(reader: RowReader, mapping: FileMapping): CustomerRow | undefined {
  const customer = reader.required('customer', code);
  const name = reader.required('name', oneLine);
  const more = {
    kind: reader.optional('kind', word([CustomerKind.consumer, CustomerKind.business])),
    registerNumber: reader.optional('registerNumber', code),
    email: reader.optional('email', email),
    phone: reader.optional('phone', oneLine),
    street: reader.optional('street', lines),
    postcode: reader.optional('postcode', oneLine),
    city: reader.optional('city', oneLine),
    country: reader.optional('country', country),
    language: reader.optional('language', language),
    birthDate: reader.optional('birthDate', datesOf(mapping, 'birthDate')),
    representative: reader.optional('representative', oneLine),
    dunningOptOut: reader.optional('dunningOptOut', flag),
    archived: reader.optional('archived', flag),
    directDebitOn: reader.optional('directDebitOn', datesOf(mapping, 'directDebitOn')),
    signalOptOut: reader.optional('signalOptOut', word([...Object.values(OptOutReason), 'no'])),
    signalConsent: reader.optional('signalConsent', word(Object.values(ConsentStatus))),
    signalConsentOn: reader.optional('signalConsentOn', datesOf(mapping, 'signalConsentOn')),
    disconnectionPlannedOn: reader.optional(
      'disconnectionPlannedOn',
      datesOf(mapping, 'disconnectionPlannedOn'),
    ),
  };
  if (reader.isBlank('signalConsent') !== reader.isBlank('signalConsentOn')) {
    const blank = reader.isBlank('signalConsent') ? 'signalConsent' : 'signalConsentOn';
    const other = blank === 'signalConsent' ? 'signalConsentOn' : 'signalConsent';
    reader.refuse(blank, `is blank and ${other} is not; what was said about passing data on needs its day`);
  }
  if (customer === undefined || name === undefined) return undefined;
  return withoutBlanks({ customer, name, ...more });
}
