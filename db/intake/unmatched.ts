import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { CustomerCredit } from '../../domain/intake/customer-money.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { EntryKind } from '../../domain/kernel/ledger.ts';
import { equals, ifGiven, named } from '../named.ts';
import type { Page } from '../pages.ts';
import { columnsBut, given, placeholders } from '../prepared.ts';
import { unmatchedEntries } from '../tables/unmatched.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { isOneOf } from '../words.ts';

export type UnmatchedRow = Readonly<typeof unmatchedEntries.$inferSelect>;

type Told = 'creditor' | 'invoiceNumber' | 'externalId' | 'kind' | 'amount' | 'currency' | 'bookedOn';
type Given = Omit<UnmatchedRow, 'id' | 'matchedAt' | 'settled'>;
/** Money to keep: what is not known of it can be left out. */
export type UnmatchedEntry = Pick<UnmatchedRow, Told | 'recordedAt' | 'by'> & Partial<Given>;

const KEPT = columnsBut(unmatchedEntries, ['id', 'matchedAt', 'settled']) as readonly (keyof Given)[];
const NOT_KNOWN = { ...Object.fromEntries(KEPT.map((name) => [name, null])), notOurs: false };

/** Which unmatched money a list shows; what is left out does not restrict. */
export interface UnmatchedFilter {
  readonly creditor?: string | undefined;
  readonly customerId?: number | undefined;
  readonly batchId?: string | undefined;
  readonly bookedFrom?: Day | undefined;
  readonly amount?: number | undefined;
  /** Money that left the account and is no return is left out unless asked for. */
  readonly notOurs?: boolean | undefined;
  /** Only bookings that name an invoice and no customer. */
  readonly nameless?: boolean | undefined;
  readonly afterId?: number | undefined;
}

const statements = preparedStatements(({ orm, write, insert }) => {
  const isIt = equals(unmatchedEntries, 'id');
  const ofCreditor = equals(unmatchedEntries, 'creditor');
  const waits = isNull(unmatchedEntries.matchedAt);
  const namesOne = isOneOf(unmatchedEntries.returnOf, 'ids');
  const filtered = and(
    waits,
    ifGiven('creditor', sql`${unmatchedEntries.creditor} = ${named('creditor')}`),
    ifGiven('customerId', sql`${unmatchedEntries.customerId} = ${named('customerId')}`),
    ifGiven('batchId', sql`${unmatchedEntries.batchId} = ${named('batchId')}`),
    ifGiven('bookedFrom', sql`${unmatchedEntries.bookedOn} >= ${named('bookedFrom')}`),
    ifGiven('amount', sql`${unmatchedEntries.amount} - ${unmatchedEntries.settled} = ${named('amount')}`),
    sql`${unmatchedEntries.notOurs} = ${named('notOurs')}`,
    sql`(${named('nameless')} = 0 or (${unmatchedEntries.invoiceNumber} <> '' and ${unmatchedEntries.customerId} is null))`,
    gt(unmatchedEntries.id, named('afterId')),
  );
  return {
    insert: insert<UnmatchedEntry>(
      orm.insert(unmatchedEntries).values(placeholders(unmatchedEntries, KEPT) as never),
      NOT_KNOWN,
    ),
    byId: orm.select().from(unmatchedEntries).where(and(isIt, ofCreditor)).prepare(),
    byExternalId: orm
      .select()
      .from(unmatchedEntries)
      .where(and(ofCreditor, equals(unmatchedEntries, 'externalId')))
      .prepare(),
    keptAmong: orm
      .select({ externalId: unmatchedEntries.externalId })
      .from(unmatchedEntries)
      .where(and(ofCreditor, isOneOf(unmatchedEntries.externalId, 'ids')))
      .prepare(),
    byEndToEnd: orm
      .select()
      .from(unmatchedEntries)
      .where(and(ofCreditor, equals(unmatchedEntries, 'endToEndId')))
      .orderBy(asc(unmatchedEntries.id))
      .prepare(),
    returnsOf: orm
      .select()
      .from(unmatchedEntries)
      .where(and(ofCreditor, namesOne, waits))
      .orderBy(asc(unmatchedEntries.id))
      .prepare(),
    allReturnsOf: orm
      .select()
      .from(unmatchedEntries)
      .where(and(ofCreditor, namesOne))
      .orderBy(asc(unmatchedEntries.id))
      .prepare(),
    waitingFor: orm
      .select()
      .from(unmatchedEntries)
      .where(
        and(
          ofCreditor,
          equals(unmatchedEntries, 'invoiceNumber'),
          equals(unmatchedEntries, 'currency'),
          waits,
        ),
      )
      .orderBy(asc(unmatchedEntries.id))
      .prepare(),
    list: orm
      .select()
      .from(unmatchedEntries)
      .where(filtered)
      .orderBy(asc(unmatchedEntries.id))
      .limit(named('limit'))
      .prepare(),
    count: orm.select({ count: sql<number>`count(*)` }).from(unmatchedEntries).where(filtered).prepare(),
    page: orm
      .select()
      .from(unmatchedEntries)
      .where(gt(unmatchedEntries.id, named('afterId')))
      .orderBy(asc(unmatchedEntries.id))
      .limit(named('limit'))
      .prepare(),
    creditsOf: orm
      .select({
        amount: sql<number>`${unmatchedEntries.amount} - ${unmatchedEntries.settled}`,
        bookedOn: unmatchedEntries.bookedOn,
      })
      .from(unmatchedEntries)
      .where(
        and(
          equals(unmatchedEntries, 'customerId'),
          equals(unmatchedEntries, 'currency'),
          waits,
          inArray(unmatchedEntries.kind, [EntryKind.PAYMENT, EntryKind.CREDIT]),
        ),
      )
      .orderBy(asc(unmatchedEntries.id))
      .prepare(),
    waitsOfCustomer: orm
      .select({ id: unmatchedEntries.id })
      .from(unmatchedEntries)
      .where(and(equals(unmatchedEntries, 'customerId'), waits, eq(unmatchedEntries.notOurs, false)))
      .limit(1)
      .prepare(),
    waitsOfNobody: orm
      .select({ id: unmatchedEntries.id })
      .from(unmatchedEntries)
      .where(and(ofCreditor, isNull(unmatchedEntries.customerId), waits, eq(unmatchedEntries.notOurs, false)))
      .limit(1)
      .prepare(),
    setSettled: write<{ id: number; settled: number; matchedAt: Instant | null }>(
      orm
        .update(unmatchedEntries)
        .set(placeholders(unmatchedEntries, ['settled', 'matchedAt']))
        .where(isIt),
    ),
    setCustomer: write<{ id: number; customerId: number | null }>(
      orm
        .update(unmatchedEntries)
        .set({ customerId: given(unmatchedEntries.customerId, 'customerId') })
        .where(isIt),
    ),
  };
});

/** Keeps money until it is known where it belongs; its external id must be new. */
export async function keepMoney(tx: Tx, entry: UnmatchedEntry): Promise<UnmatchedRow> {
  const id = await statements(tx).insert(entry);
  return (await statements(tx).byId.get({ id, creditor: entry.creditor })) as UnmatchedRow;
}

export async function findMoney(tx: Tx, creditor: string, id: number): Promise<UnmatchedRow | undefined> {
  return statements(tx).byId.get({ creditor, id });
}

export async function findMoneyByExternalId(
  tx: Tx,
  creditor: string,
  externalId: string,
): Promise<UnmatchedRow | undefined> {
  return statements(tx).byExternalId.get({ creditor, externalId });
}

/** Which of these ids are those of money that was kept. */
export async function keptAmong(
  tx: Tx,
  creditor: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  const found = await statements(tx).keptAmong.all({ creditor, ids: JSON.stringify(ids) });
  return found.map(({ externalId }) => externalId);
}

/** Entries of bank statements with that end-to-end id. */
export async function findMoneyByEndToEnd(
  tx: Tx,
  creditor: string,
  endToEndId: string,
): Promise<readonly UnmatchedRow[]> {
  return statements(tx).byEndToEnd.all({ creditor, endToEndId });
}

/** Returns that wait for the payment with one of these ids. */
export async function returnsWaitingFor(
  tx: Tx,
  creditor: string,
  ids: readonly string[],
): Promise<readonly UnmatchedRow[]> {
  return statements(tx).returnsOf.all({ creditor, ids: JSON.stringify(ids) });
}

/** All returns that name one of these ids, whatever became of them. */
export async function returnsNaming(
  tx: Tx,
  creditor: string,
  ids: readonly string[],
): Promise<readonly UnmatchedRow[]> {
  return statements(tx).allReturnsOf.all({ creditor, ids: JSON.stringify(ids) });
}

/** What waits for an invoice of that number, in that currency. */
export async function moneyWaitingFor(
  tx: Tx,
  creditor: string,
  invoiceNumber: string,
  currency: string,
): Promise<readonly UnmatchedRow[]> {
  return statements(tx).waitingFor.all({ creditor, invoiceNumber, currency });
}

/** Money that waits, a page at a time. */
export async function listUnmatched(
  tx: Tx,
  filter: UnmatchedFilter & { readonly limit: number },
): Promise<readonly UnmatchedRow[]> {
  return statements(tx).list.all({ ...asNamed(filter), limit: filter.limit });
}

export async function countUnmatched(tx: Tx, filter: UnmatchedFilter): Promise<number> {
  return (await statements(tx).count.get(asNamed(filter)))?.count ?? 0;
}

/** All that was ever kept, settled or not, a page at a time. */
export async function unmatchedAfter(tx: Tx, page: Page): Promise<readonly UnmatchedRow[]> {
  return statements(tx).page.all(page);
}

/** A customer's payments and credits that are on no invoice. */
export async function creditsOfCustomer(
  tx: Tx,
  customerId: number,
  currency: string,
): Promise<readonly CustomerCredit[]> {
  return statements(tx).creditsOf.all({ customerId, currency });
}

/** Whether anything waits that is a customer's, or that is nobody's yet. */
export async function hasMoneyWaiting(tx: Tx, creditor: string, customerId: number | null): Promise<boolean> {
  const { waitsOfCustomer, waitsOfNobody } = statements(tx);
  const first =
    customerId === null ? await waitsOfNobody.get({ creditor }) : await waitsOfCustomer.get({ customerId });
  return first !== undefined;
}

/** Notes how much of it is settled, and since when all of it. */
export async function setSettled(
  tx: Tx,
  row: Pick<UnmatchedRow, 'id' | 'amount'>,
  settled: number,
  at: Instant,
): Promise<void> {
  await statements(tx).setSettled({ id: row.id, settled, matchedAt: settled === row.amount ? at : null });
}

export async function setCustomerOfMoney(tx: Tx, id: number, customerId: number | null): Promise<void> {
  await statements(tx).setCustomer({ id, customerId });
}

function asNamed({ notOurs = false, nameless = false, afterId = 0, ...filter }: UnmatchedFilter) {
  const { creditor = null, customerId = null, batchId = null, bookedFrom = null, amount = null } = filter;
  return {
    creditor,
    customerId,
    batchId,
    bookedFrom,
    amount,
    notOurs: notOurs ? 1 : 0,
    nameless: nameless ? 1 : 0,
    afterId,
  };
}
