import { createHash } from 'node:crypto';
import { SignalFactKind, type StagedContact } from '../contracts/signal-intake.ts';
import { ContactChannel, ContactOutcome } from '../domain/signals/signal.ts';
import { datesOf, type FileMapping, type Mapping } from './mapping.ts';
import { type FileRows, readFileRows } from './read.ts';
import type { RowReader } from './row-reader.ts';
import { withoutBlanks } from './rows.ts';
import { code, line as oneLine, word } from './values.ts';

/** Reads a file of attempts at personal contact; a bad row comes as its problem and the rows after it go on. */
export function readContacts(
  path: string,
  options: { readonly mapping?: Mapping | undefined } = {},
): FileRows<StagedContact> {
  return readFileRows(path, {
    kind: 'contacts',
    mapping: options.mapping?.contacts,
    build: buildContact,
  });
}

function buildContact(reader: RowReader, mapping: FileMapping): StagedContact | undefined {
  const customer = reader.required('customer', code);
  const on = reader.required('on', datesOf(mapping, 'on'));
  const channel = reader.required('channel', word(Object.values(ContactChannel)));
  const outcome = reader.required('outcome', word(Object.values(ContactOutcome)));
  const note = reader.optional('note', oneLine);
  const given = reader.optional('externalId', code);
  if (customer === undefined || on === undefined || channel === undefined || outcome === undefined) {
    return undefined;
  }
  const externalId = given ?? contentId('contact', [customer, on, channel, outcome]);
  return withoutBlanks({ fact: SignalFactKind.CONTACT, customer, on, channel, outcome, note, externalId });
}

/** Names a row by what it says: without an id of its own, the same again is the same. */
export function contentId(kind: string, parts: readonly (string | number)[]): string {
  return `${kind}/${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
}
