import { and, asc, eq, gt, isNotNull, isNull, max, min } from 'drizzle-orm';
import type { Day } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { caseEvents, caseInvoices } from '../tables/cases.ts';
import { collectorReports } from '../tables/collectors.ts';
import { invoices, ledgerEntries } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';

const statements = preparedStatements(({ orm }) => {
  const isCase = equals(caseInvoices, 'caseId');
  const bookings = () =>
    orm
      .select({
        entryId: ledgerEntries.id,
        externalId: ledgerEntries.externalId,
        invoice: invoices.number,
        kind: ledgerEntries.kind,
        amount: ledgerEntries.amount,
        bookedOn: ledgerEntries.bookedOn,
      })
      .from(caseInvoices)
      .innerJoin(invoices, eq(invoices.id, caseInvoices.invoiceId))
      .innerJoin(ledgerEntries, eq(ledgerEntries.invoiceId, invoices.id));
  return {
    invoices: orm
      .select({ row: invoices, active: caseInvoices.active })
      .from(caseInvoices)
      .innerJoin(invoices, eq(invoices.id, caseInvoices.invoiceId))
      .where(isCase)
      // Oldest first, those without a due date behind: a receipt pays them in this order.
      .orderBy(isNull(invoices.dueOn), asc(invoices.dueOn), asc(invoices.id))
      .prepare(),
    untold: bookings()
      .where(and(isCase, eq(caseInvoices.active, true), gt(ledgerEntries.id, named('after'))))
      .orderBy(asc(ledgerEntries.id))
      .prepare(),
    newest: orm
      .select({ id: max(ledgerEntries.id) })
      .from(caseInvoices)
      .innerJoin(ledgerEntries, eq(ledgerEntries.invoiceId, caseInvoices.invoiceId))
      .where(isCase)
      .prepare(),
    ahead: orm
      .select({ day: min(ledgerEntries.bookedOn) })
      .from(caseInvoices)
      .innerJoin(ledgerEntries, eq(ledgerEntries.invoiceId, caseInvoices.invoiceId))
      .where(and(isCase, eq(caseInvoices.active, true), gt(ledgerEntries.bookedOn, named('today'))))
      .prepare(),
    known: orm
      .select({ commandId: caseEvents.commandId })
      .from(caseEvents)
      .where(and(equals(caseEvents, 'caseId'), isNotNull(caseEvents.commandId)))
      .orderBy(asc(caseEvents.id))
      .prepare(),
    unread: orm
      .select({ id: collectorReports.id })
      .from(collectorReports)
      .where(and(equals(collectorReports, 'orderKey'), isNull(collectorReports.readAt)))
      .limit(1)
      .prepare(),
  };
});

/** The invoices that are or were in a case, the oldest first. */
export async function invoicesOfCase(tx: Tx, caseId: number) {
  return statements(tx).invoices.all({ caseId });
}

/** Bookings on the case's invoices that came after that ledger entry. */
export async function bookingsAfter(tx: Tx, caseId: number, after: number) {
  return statements(tx).untold.all({ caseId, after });
}

/** The newest ledger entry of the case's invoices; 0 when there is none. */
export async function newestEntryOf(tx: Tx, caseId: number): Promise<number> {
  return (await statements(tx).newest.get({ caseId }))?.id ?? 0;
}

/** The first day after today on which something is booked on the case's invoices. */
export async function nextBookingDay(tx: Tx, caseId: number, today: Day): Promise<Day | null> {
  return (await statements(tx).ahead.get({ caseId, today }))?.day ?? null;
}

/** Ids of everything that happened to the case by an id of its own: it is not written twice. */
export async function knownIdsOf(tx: Tx, caseId: number): Promise<readonly string[]> {
  return (await statements(tx).known.all({ caseId })).flatMap(({ commandId }) =>
    commandId === null ? [] : [commandId],
  );
}

export async function hasUnreadReports(tx: Tx, orderKey: string): Promise<boolean> {
  return (await statements(tx).unread.get({ orderKey })) !== undefined;
}
