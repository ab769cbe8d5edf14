import { consentsOf, contactAttemptsOf } from '../../db/signals/customers.ts';
import { customerNamed } from '../customer/customer-named.ts';
import { type Columns, columnsOf, type Listed } from '../kit/columns.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

/** An attempt at personal contact that is on record. */
interface ListedContact extends Listed {
  readonly row: Awaited<ReturnType<typeof contactAttemptsOf>>[number];
}

/** What was said about passing data on. */
interface ListedConsent extends Listed {
  readonly row: Awaited<ReturnType<typeof consentsOf>>[number];
}

const contact = columnsOf<ListedContact>();

export const CONTACT_COLUMNS = {
  on: contact.day('the day of the attempt', ({ row }) => row.onDay),
  channel: contact.text('how', ({ row }) => row.channel),
  outcome: contact.text('what came of it', ({ row }) => row.outcome),
  note: contact.text('words for the record', ({ row }) => row.note),
  by: contact.text('who recorded it', ({ row }) => row.by),
} as const satisfies Columns<ListedContact>;

const consent = columnsOf<ListedConsent>();

export const CONSENT_COLUMNS = {
  on: consent.day('the day on which it was said', ({ row }) => row.onDay),
  status: consent.text('offered, given or refused', ({ row }) => row.status),
  text: consent.text('the words that were put to the customer', ({ row }) => row.text, 'words'),
  by: consent.text('who recorded it', ({ row }) => row.by),
} as const satisfies Columns<ListedConsent>;

/** Attempts at contact with a customer; refused in words when there is no such customer. */
export async function contactsWith(
  { db }: Reader,
  { id, calendar, row: { currency } }: Tenant,
  customer: string,
): Promise<readonly ListedContact[]> {
  const rows = await db.read(async (tx) => contactAttemptsOf(tx, (await customerNamed(tx, id, customer)).id));
  return rows.map((row) => ({ row, calendar, currency }));
}

/** What a customer was offered or said about passing data on; refused in words when there is no such customer. */
export async function consentsFrom(
  { db }: Reader,
  { id, calendar, row: { currency } }: Tenant,
  customer: string,
): Promise<readonly ListedConsent[]> {
  const rows = await db.read(async (tx) => consentsOf(tx, (await customerNamed(tx, id, customer)).id));
  return rows.map((row) => ({ row, calendar, currency }));
}
