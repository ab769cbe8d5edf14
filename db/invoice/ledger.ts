import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import type { OverpaidInvoice } from '../../domain/intake/customer-money.ts';
import type { Reckoning } from '../../domain/invoice/charges/reckoning.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { EntryKind, type LedgerEntry, reduces } from '../../domain/kernel/ledger.ts';
import { equals } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { invoices, ledgerEntries } from '../tables/invoices.ts';
import { unmatchedEntries } from '../tables/unmatched.ts';
import { together } from '../together.ts';
import { preparedStatements, type Tx } from '../tx.ts';

/** A booking to write; `externalId` is unique per creditor for ever. */
export interface EntryToBook {
  readonly invoiceId: number;
  readonly creditor: string;
  readonly externalId: string;
  readonly kind: EntryKind;
  readonly amount: number;
  readonly bookedOn: Day;
  readonly recordedAt: Instant;
  readonly by: string;
  /** How a charge came about. */
  readonly reckoning?: Reckoning | null;
}

/** `same`: known with this content. `conflict`: its id is taken by another booking; nothing was written. */
export type Booked = 'new' | 'same' | 'conflict';

const isNamed = (table: typeof ledgerEntries | typeof unmatchedEntries) =>
  and(equals(table, 'creditor'), equals(table, 'externalId'));

const TAKES_OFF = sql.raw(
  Object.values(EntryKind)
    .filter(reduces)
    .map((kind) => `'${kind}'`)
    .join(', '),
);

const statements = preparedStatements(({ orm, write }) => ({
  insert: write<Required<EntryToBook>>(
    orm.insert(ledgerEntries).values(placeholders(ledgerEntries, columnsBut(ledgerEntries, ['id']))),
  ),
  known: orm.select().from(ledgerEntries).where(isNamed(ledgerEntries)).prepare(),
  knownUnmatched: orm
    .select({ id: unmatchedEntries.id })
    .from(unmatchedEntries)
    .where(isNamed(unmatchedEntries))
    .prepare(),
  ofInvoice: orm
    .select({
      kind: ledgerEntries.kind,
      amount: ledgerEntries.amount,
      bookedOn: ledgerEntries.bookedOn,
      recordedAt: ledgerEntries.recordedAt,
      externalId: ledgerEntries.externalId,
      by: ledgerEntries.by,
    })
    .from(ledgerEntries)
    .where(equals(ledgerEntries, 'invoiceId'))
    .orderBy(asc(ledgerEntries.id))
    .prepare(),
  reckonings: orm
    .select({ externalId: ledgerEntries.externalId, reckoning: ledgerEntries.reckoning })
    .from(ledgerEntries)
    .where(and(equals(ledgerEntries, 'invoiceId'), isNotNull(ledgerEntries.reckoning)))
    .orderBy(asc(ledgerEntries.id))
    .prepare(),
  overpaid: orm
    .select({
      invoiceId: ledgerEntries.invoiceId,
      principal: invoices.amount,
      externalId: ledgerEntries.externalId,
      kind: ledgerEntries.kind,
      amount: ledgerEntries.amount,
      bookedOn: ledgerEntries.bookedOn,
      recordedAt: ledgerEntries.recordedAt,
    })
    .from(invoices)
    .innerJoin(ledgerEntries, eq(ledgerEntries.invoiceId, invoices.id))
    .where(
      and(
        equals(invoices, 'customerId'),
        // Without more taken off than it was about, nothing can be too much: most invoices fall out here.
        sql`(select sum(taken.amount) from ledger_entries as taken where taken.invoice_id = ${invoices.id} and taken.kind in (${TAKES_OFF})) > ${invoices.amount}`,
      ),
    )
    .orderBy(asc(ledgerEntries.invoiceId), asc(ledgerEntries.id))
    .prepare(),
}));

/** Books an entry on an invoice, once for its external id. Its writer raises the invoice's version. */
export async function insertEntry(tx: Tx, entry: EntryToBook): Promise<Booked> {
  const { insert, known, knownUnmatched } = statements(tx);
  const { creditor, externalId } = entry;
  const { before, unmatched } = await together({
    before: known.get({ creditor, externalId }),
    unmatched: knownUnmatched.get({ creditor, externalId }),
  });
  if (before !== undefined) {
    return before.invoiceId === entry.invoiceId && isSameBooking(before, entry) ? 'same' : 'conflict';
  }
  // Waiting for another invoice, or matched with others: a person has to look.
  if (unmatched !== undefined) return 'conflict';
  await insert({ reckoning: null, ...entry });
  return 'new';
}

type Content = Pick<EntryToBook, 'kind' | 'amount' | 'bookedOn'>;

/** True when the two are one booking, whatever it was booked on. */
export function isSameBooking(a: Content, b: Content): boolean {
  return a.kind === b.kind && a.amount === b.amount && a.bookedOn === b.bookedOn;
}

/** An entry of the ledger with who booked it. */
export type LedgerRow = LedgerEntry & { readonly by: string };

/** All bookings on an invoice in the order they were recorded. */
export async function ledgerOf(tx: Tx, invoiceId: number): Promise<readonly LedgerRow[]> {
  return statements(tx).ofInvoice.all({ invoiceId });
}

/** How each charge of an invoice came about, by its external id. */
export async function reckoningsOf(tx: Tx, invoiceId: number): Promise<ReadonlyMap<string, Reckoning>> {
  const rows = await statements(tx).reckonings.all({ invoiceId });
  return new Map(
    rows.flatMap(({ externalId, reckoning }) => (reckoning === null ? [] : [[externalId, reckoning]])),
  );
}

/** The booking of that external id, whichever invoice it is on. */
export async function findEntry(
  tx: Tx,
  creditor: string,
  externalId: string,
): Promise<Readonly<typeof ledgerEntries.$inferSelect> | undefined> {
  return statements(tx).known.get({ creditor, externalId });
}

/** Books a part of matched money; its external id must be new. */
export async function bookMatch(tx: Tx, entry: EntryToBook): Promise<void> {
  await statements(tx).insert({ reckoning: null, ...entry });
}

/**
 * A customer's invoices that may be paid too much, with all their bookings. From the ledger and not from the
 * invoices' own columns: what was booked a moment before is in no column yet.
 */
export async function overpaidInvoices(tx: Tx, customerId: number): Promise<readonly OverpaidInvoice[]> {
  const found = new Map<number, { readonly amount: number; readonly ledger: LedgerEntry[] }>();
  for (const { invoiceId, principal, ...entry } of await statements(tx).overpaid.all({ customerId })) {
    const invoice = found.get(invoiceId) ?? { amount: principal, ledger: [] };
    invoice.ledger.push(entry);
    found.set(invoiceId, invoice);
  }
  return [...found.values()];
}
