import { and, asc, eq, isNotNull, lte, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/kernel/day.ts';
import type { CaseRow } from '../case/cases.ts';
import type { InvoiceRow } from '../invoice/invoices.ts';
import { equals, named } from '../named.ts';
import { caseInvoices, cases, caseTombstones } from '../tables/cases.ts';
import { invoices } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';

const statements = preparedStatements(({ orm }) => {
  const isWithoutWorkflow = eq(cases.hasWorkflow, false);
  return {
    underWay: orm.select().from(cases).where(isNotNull(cases.nextAt)).orderBy(asc(cases.id)).prepare(),
    count: orm.select({ count: sql<number>`count(*)` }).from(cases).where(isNotNull(cases.nextAt)).prepare(),
    toStart: orm
      .select()
      .from(cases)
      .where(and(isNotNull(cases.nextAt), isWithoutWorkflow))
      .orderBy(asc(cases.id))
      .limit(named('limit'))
      .prepare(),
    cameBack: orm
      .select()
      .from(invoices)
      .where(
        and(isNotNull(invoices.nextAt), eq(invoices.hasWorkflow, false), lte(invoices.id, named('upTo'))),
      )
      .orderBy(asc(invoices.id))
      .limit(named('limit'))
      .prepare(),
    inOpeningOrder: orm
      .select({ id: cases.id })
      .from(cases)
      .leftJoin(caseInvoices, eq(caseInvoices.caseId, cases.id))
      .groupBy(cases.id)
      .orderBy(asc(cases.openedAt), asc(sql`min(${caseInvoices.invoiceId})`), asc(cases.id))
      .prepare(),
    deleted: orm
      .select({ reference: caseTombstones.reference, deletedAt: caseTombstones.deletedAt })
      .from(caseTombstones)
      .orderBy(asc(caseTombstones.deletedAt), asc(caseTombstones.reference))
      .prepare(),
    ofCase: orm
      .select({ id: invoices.id, number: invoices.number })
      .from(caseInvoices)
      .innerJoin(invoices, eq(invoices.id, caseInvoices.invoiceId))
      .where(equals(caseInvoices, 'caseId'))
      .orderBy(asc(invoices.id))
      .prepare(),
  };
});

/** How many cases have a moment planned. */
export async function countCasesUnderWay(tx: Tx): Promise<number> {
  return (await statements(tx).count.get())?.count ?? 0;
}

/** All cases that have a moment planned. */
export async function casesUnderWay(tx: Tx): Promise<readonly CaseRow[]> {
  return statements(tx).underWay.all();
}

/** Cases that have a moment planned and no workflow yet. */
export async function casesToRehearse(tx: Tx, limit: number): Promise<readonly CaseRow[]> {
  return statements(tx).toStart.all({ limit });
}

/** Of the invoices started before, ids up to `upTo`, those that came back from a case and go on. */
export async function invoicesBackFromCases(
  tx: Tx,
  upTo: number,
  limit: number,
): Promise<readonly InvoiceRow[]> {
  return statements(tx).cameBack.all({ upTo, limit });
}

/** Ids of all cases as they were opened; at one moment in the order of their invoices. */
export async function caseIdsInOpeningOrder(tx: Tx): Promise<readonly number[]> {
  return (await statements(tx).inOpeningOrder.all()).map(({ id }) => id);
}

/** The invoices that are or were in a case, in the order they were taken in. */
export async function invoicesOfCaseEver(
  tx: Tx,
  caseId: number,
): Promise<readonly Pick<InvoiceRow, 'id' | 'number'>[]> {
  return statements(tx).ofCase.all({ caseId });
}

/** Cases that were deleted, by the moment of that. */
export async function deletedCases(
  tx: Tx,
): Promise<readonly { readonly reference: string; readonly deletedAt: Instant }[]> {
  return statements(tx).deleted.all();
}
