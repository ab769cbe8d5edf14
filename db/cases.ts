import { and, asc, eq, sql } from 'drizzle-orm';
import { caseInvoices, cases } from './schema.ts';
import { columnsBut, placeholders, prepareWrite } from './statement.ts';
import { family, type Tx } from './tx.ts';

export type CaseRow = Readonly<typeof cases.$inferSelect>;

/** A case to open, with the invoices it is about. */
export type CaseToOpen = Omit<CaseRow, 'id' | 'version'> & { readonly invoiceIds: readonly number[] };

const statements = family((orm, client) => ({
  insert: prepareWrite<Omit<CaseRow, 'id' | 'version'>>(
    client,
    orm.insert(cases).values(placeholders(cases, columnsBut(cases, ['id', 'version']))),
  ),
  known: orm
    .select({ id: cases.id })
    .from(cases)
    .where(
      and(
        eq(cases.creditor, sql.placeholder('creditor')),
        eq(cases.externalId, sql.placeholder('externalId')),
      ),
    )
    .prepare(),
  link: prepareWrite<{ caseId: number; invoiceId: number }>(
    client,
    orm.insert(caseInvoices).values(placeholders(caseInvoices, ['caseId', 'invoiceId'])),
  ),
  ofInvoice: orm
    .select({ row: cases, active: caseInvoices.active })
    .from(caseInvoices)
    .innerJoin(cases, eq(cases.id, caseInvoices.caseId))
    .where(eq(caseInvoices.invoiceId, sql.placeholder('invoiceId')))
    .orderBy(asc(cases.id))
    .prepare(),
}));

/**
 * Opens a case for its invoices; one with the same external id is answered with the original.
 *
 * Fails when one of the invoices is in an active case already: the database allows one.
 */
export async function openCase(tx: Tx, opened: CaseToOpen): Promise<{ id: number; isNew: boolean }> {
  const { insert, known, link } = statements(tx);
  const { invoiceIds, ...row } = opened;
  const before = known.get({ creditor: row.creditor, externalId: row.externalId });
  if (before !== undefined) return { id: before.id, isNew: false };
  const id = Number(insert(row).lastInsertRowid);
  for (const invoiceId of invoiceIds) link({ caseId: id, invoiceId });
  return { id, isNew: true };
}

/** The case that the invoice is in now. */
export async function activeCaseOf(tx: Tx, invoiceId: number): Promise<CaseRow | undefined> {
  return statements(tx)
    .ofInvoice.all({ invoiceId })
    .find((found) => found.active)?.row;
}

/** All cases that the invoice was ever in, oldest first. */
export async function casesOf(
  tx: Tx,
  invoiceId: number,
): Promise<readonly (CaseRow & { readonly active: boolean })[]> {
  return statements(tx)
    .ofInvoice.all({ invoiceId })
    .map(({ row, active }) => ({ ...row, active }));
}
