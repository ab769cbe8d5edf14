import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Day, Instant } from '../domain/day.ts';
import type { EntryKind, LedgerEntry } from '../domain/open-amount.ts';
import { ledgerEntries, unmatchedEntries } from './schema.ts';
import { columnsBut, given, placeholders, prepareWrite } from './statement.ts';
import { family, type Tx } from './tx.ts';

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
}

/** A booking whose invoice is not known yet. */
export type UnmatchedEntry = Omit<EntryToBook, 'invoiceId'> & {
  readonly invoiceNumber: string;
  readonly currency: string;
};
export type UnmatchedRow = Readonly<typeof unmatchedEntries.$inferSelect>;

/** `same`: known with this content. `conflict`: its id is taken by another booking; nothing was written. */
export type Booked = 'new' | 'same' | 'conflict';

const isNamed = (table: typeof ledgerEntries | typeof unmatchedEntries) =>
  and(eq(table.creditor, sql.placeholder('creditor')), eq(table.externalId, sql.placeholder('externalId')));

const statements = family((orm, client) => ({
  insert: prepareWrite<EntryToBook>(
    client,
    orm.insert(ledgerEntries).values(placeholders(ledgerEntries, columnsBut(ledgerEntries, ['id']))),
  ),
  known: orm.select().from(ledgerEntries).where(isNamed(ledgerEntries)).prepare(),
  knownUnmatched: orm
    .select()
    .from(unmatchedEntries)
    .where(and(isNamed(unmatchedEntries), isNull(unmatchedEntries.matchedAt)))
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
    .where(eq(ledgerEntries.invoiceId, sql.placeholder('invoiceId')))
    .orderBy(asc(ledgerEntries.id))
    .prepare(),
  insertUnmatched: prepareWrite<UnmatchedEntry>(
    client,
    orm
      .insert(unmatchedEntries)
      .values(placeholders(unmatchedEntries, columnsBut(unmatchedEntries, ['id', 'matchedAt']))),
  ),
  waitingFor: orm
    .select()
    .from(unmatchedEntries)
    .where(
      and(
        eq(unmatchedEntries.creditor, sql.placeholder('creditor')),
        eq(unmatchedEntries.invoiceNumber, sql.placeholder('invoiceNumber')),
        eq(unmatchedEntries.currency, sql.placeholder('currency')),
        isNull(unmatchedEntries.matchedAt),
      ),
    )
    .orderBy(asc(unmatchedEntries.id))
    .prepare(),
  setMatched: prepareWrite<{ id: number; at: Instant }>(
    client,
    orm
      .update(unmatchedEntries)
      .set({ matchedAt: given(unmatchedEntries.matchedAt, 'at') })
      .where(eq(unmatchedEntries.id, sql.placeholder('id'))),
  ),
  unmatched: orm
    .select()
    .from(unmatchedEntries)
    .where(
      and(
        isNull(unmatchedEntries.matchedAt),
        sql`(${sql.placeholder('creditor')} is null or ${unmatchedEntries.creditor} = ${sql.placeholder('creditor')})`,
        sql`${unmatchedEntries.id} > ${sql.placeholder('afterId')}`,
      ),
    )
    .orderBy(asc(unmatchedEntries.id))
    .limit(sql.placeholder('limit'))
    .prepare(),
}));

/** Books an entry on an invoice, once for its external id. Its writer raises the invoice's version. */
export async function insertEntry(tx: Tx, entry: EntryToBook): Promise<Booked> {
  const { insert, known, knownUnmatched } = statements(tx);
  const before = known.get({ creditor: entry.creditor, externalId: entry.externalId });
  if (before !== undefined) {
    return before.invoiceId === entry.invoiceId && isSameBooking(before, entry) ? 'same' : 'conflict';
  }
  // Waiting for another invoice, or for this one in another currency: a person has to look.
  if (knownUnmatched.get({ creditor: entry.creditor, externalId: entry.externalId })) return 'conflict';
  insert(entry);
  return 'new';
}

/** Keeps a booking until its invoice is known; one that the ledger has already stays there. */
export async function insertUnmatched(tx: Tx, entry: UnmatchedEntry): Promise<Booked> {
  const { insertUnmatched, known, knownUnmatched } = statements(tx);
  const { creditor, externalId } = entry;
  const waiting = knownUnmatched.get({ creditor, externalId });
  if (waiting !== undefined) {
    const same =
      waiting.invoiceNumber === entry.invoiceNumber &&
      waiting.currency === entry.currency &&
      isSameBooking(waiting, entry);
    return same ? 'same' : 'conflict';
  }
  if (known.get({ creditor, externalId })) return 'conflict';
  insertUnmatched(entry);
  return 'new';
}

type Content = Pick<EntryToBook, 'kind' | 'amount' | 'bookedOn'>;

function isSameBooking(a: Content, b: Content): boolean {
  return a.kind === b.kind && a.amount === b.amount && a.bookedOn === b.bookedOn;
}

/** An entry of the ledger with what identifies it. */
export type LedgerRow = LedgerEntry & { readonly externalId: string; readonly by: string };

/** All bookings on an invoice in the order they were recorded. */
export async function ledgerOf(tx: Tx, invoiceId: number): Promise<readonly LedgerRow[]> {
  return statements(tx).ofInvoice.all({ invoiceId });
}

/** Moves what waited for this invoice, in its currency, onto it; returns how many bookings that were. */
export async function matchEntries(
  tx: Tx,
  creditor: string,
  invoiceNumber: string,
  invoiceId: number,
  currency: string,
  at: Instant,
): Promise<number> {
  const { waitingFor, insert, setMatched } = statements(tx);
  const waiting = waitingFor.all({ creditor, invoiceNumber, currency });
  for (const { id, externalId, kind, amount, bookedOn, recordedAt, by } of waiting) {
    insert({ invoiceId, creditor, externalId, kind, amount, bookedOn, recordedAt, by });
    setMatched({ id, at });
  }
  return waiting.length;
}

/** Bookings that still wait for their invoice, a page at a time. */
export async function listUnmatched(
  tx: Tx,
  page: { readonly creditor?: string | undefined; readonly afterId?: number; readonly limit: number },
): Promise<readonly UnmatchedRow[]> {
  const { creditor = null, afterId = 0, limit } = page;
  return statements(tx).unmatched.all({ creditor, afterId, limit });
}
