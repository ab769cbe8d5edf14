import { and, asc, eq, sql } from 'drizzle-orm';
import type { BillingAddress, LineItem } from '../../contracts/collector.ts';
import { hasCaseEnded } from '../../domain/case/state.ts';
import { equals, named } from '../named.ts';
import { columnsBut, given, placeholders } from '../prepared.ts';
import { type CaseRow, caseContents, caseInvoices, cases, caseTombstones } from '../tables/cases.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { CASE_CHANGED, type CaseChange, columnsOfCaseChange, type SavedCaseColumns } from './change.ts';

export type { CaseRow } from '../tables/cases.ts';
export type { CaseChange } from './change.ts';

export type NewCaseRow = Readonly<Omit<typeof cases.$inferInsert, 'id' | 'version'>>;

/** A case to open, with what it is about and its invoices. */
export interface CaseToOpen {
  readonly row: NewCaseRow;
  readonly billingAddress: BillingAddress;
  readonly lineItems: readonly LineItem[];
  readonly invoiceIds: readonly number[];
}

const INSERTED = columnsBut(cases, ['id', 'version']) as readonly (keyof NewCaseRow)[];
const NOTHING_YET = {
  ...Object.fromEntries(INSERTED.map((name) => [name, null])),
  environment: 'PRODUCTION',
  language: 'en',
  creator: 'dunwell',
  deactivationAsked: false,
  withdrawalAsked: false,
  reportRevision: 0,
  askFailures: 0,
  nextStep: 'waitForCase',
  because: 'AWAITS_PREPARATION',
  decidedAt: 0,
  held: false,
  openPrincipal: 0,
  openFees: 0,
  openInterest: 0,
  openCosts: 0,
  collected: 0,
  surplus: 0,
  hasWorkflow: false,
  openTasks: 0,
};
const RAISED = { version: sql`${cases.version} + 1` };

const statements = preparedStatements(({ orm, write, insert, update }) => {
  const isIt = equals(cases, 'id');
  const ofCreditor = equals(cases, 'creditor');
  return {
    insert: insert<NewCaseRow>(orm.insert(cases).values(placeholders(cases, INSERTED) as never), NOTHING_YET),
    insertContents: write<typeof caseContents.$inferSelect>(
      orm.insert(caseContents).values(placeholders(caseContents, columnsBut(caseContents, []))),
    ),
    setContents: write<typeof caseContents.$inferSelect>(
      orm
        .update(caseContents)
        .set(placeholders(caseContents, ['billingAddress', 'lineItems']))
        .where(equals(caseContents, 'caseId')),
    ),
    contents: orm.select().from(caseContents).where(equals(caseContents, 'caseId')).prepare(),
    link: write<{ caseId: number; invoiceId: number }>(
      orm.insert(caseInvoices).values(placeholders(caseInvoices, ['caseId', 'invoiceId'])),
    ),
    unlink: write<{ caseId: number }>(
      orm
        .update(caseInvoices)
        .set({ active: false })
        .where(and(equals(caseInvoices, 'caseId'), eq(caseInvoices.active, true))),
    ),
    save: update<SavedCaseColumns>(
      orm
        .update(cases)
        .set({ ...placeholders(cases, CASE_CHANGED), ...RAISED })
        .where(isIt),
      'version',
    ),
    setHasWorkflow: write<{ id: number; hasWorkflow: boolean }>(
      orm
        .update(cases)
        .set(placeholders(cases, ['hasWorkflow']))
        .where(isIt),
    ),
    byId: orm.select().from(cases).where(isIt).prepare(),
    byReference: orm
      .select()
      .from(cases)
      .where(and(ofCreditor, equals(cases, 'reference')))
      .prepare(),
    byExternalId: orm
      .select()
      .from(cases)
      .where(and(ofCreditor, equals(cases, 'externalId')))
      .prepare(),
    tombstone: orm
      .select()
      .from(caseTombstones)
      .where(
        and(
          equals(caseTombstones, 'creditor'),
          sql`(${caseTombstones.reference} = ${named('reference')} or ${caseTombstones.externalId} = ${named('externalId')})`,
        ),
      )
      .limit(1)
      .prepare(),
    ofInvoice: orm
      .select({ row: cases, active: caseInvoices.active })
      .from(caseInvoices)
      .innerJoin(cases, eq(cases.id, caseInvoices.caseId))
      .where(equals(caseInvoices, 'invoiceId'))
      .orderBy(asc(cases.id))
      .prepare(),
    invoiceIds: orm
      .select({ invoiceId: caseInvoices.invoiceId, active: caseInvoices.active })
      .from(caseInvoices)
      .where(equals(caseInvoices, 'caseId'))
      .orderBy(asc(caseInvoices.invoiceId))
      .prepare(),
    setWanted: write<Pick<CaseRow, 'id' | (typeof UPDATED)[number]>>(
      orm
        .update(cases)
        .set({ ...placeholders(cases, UPDATED), ...RAISED })
        .where(isIt),
    ),
    toldUpTo: write<{ id: number; toldUpTo: number }>(
      orm
        .update(cases)
        .set({ toldUpTo: given(cases.toldUpTo, 'toldUpTo') })
        .where(isIt),
    ),
  };
});

const UPDATED = [
  'currency',
  'language',
  'environment',
  'contractDate',
  'dueOn',
  'wantedConfiguration',
] as const satisfies readonly (keyof CaseRow)[];

/** Fields that a case in PREPARING may change. */
export type CaseFields = Pick<CaseRow, (typeof UPDATED)[number]>;

/**
 * Opens a case for its invoices; one with the same external id is answered with the original.
 *
 * Fails when one of the invoices is in an active case already: the database allows one.
 */
export async function insertCase(tx: Tx, opened: CaseToOpen): Promise<{ row: CaseRow; isNew: boolean }> {
  const { insertContents, byExternalId, byId, link, ...one } = statements(tx);
  const { row, billingAddress, lineItems, invoiceIds } = opened;
  const before = await byExternalId.get({ creditor: row.creditor, externalId: row.externalId });
  if (before !== undefined) return { row: before, isNew: false };
  const caseId = await one.insert(row);
  await insertContents({ caseId, billingAddress, lineItems });
  for (const invoiceId of invoiceIds) await link({ caseId, invoiceId });
  return { row: (await byId.get({ id: caseId })) as CaseRow, isNew: true };
}

export async function findCase(tx: Tx, id: number): Promise<CaseRow | undefined> {
  return statements(tx).byId.get({ id });
}

export async function findCaseByReference(
  tx: Tx,
  creditor: string,
  reference: string,
): Promise<CaseRow | undefined> {
  return statements(tx).byReference.get({ creditor, reference });
}

export async function findCaseByExternalId(
  tx: Tx,
  creditor: string,
  externalId: string,
): Promise<CaseRow | undefined> {
  return statements(tx).byExternalId.get({ creditor, externalId });
}

/** What is left of a deleted case of that reference or external id. */
export async function findTombstone(
  tx: Tx,
  creditor: string,
  of: { readonly reference: string; readonly externalId: string },
): Promise<typeof caseTombstones.$inferSelect | undefined> {
  return statements(tx).tombstone.get({ creditor, ...of });
}

/** Saves what a decision changed and returns the new version. */
export async function saveCase(tx: Tx, id: number, change: CaseChange): Promise<number> {
  return (await statements(tx).save(columnsOfCaseChange(id, change))) ?? 0;
}

export async function saveCaseFields(tx: Tx, id: number, fields: CaseFields): Promise<void> {
  await statements(tx).setWanted({ id, ...fields });
}

export async function setCaseHasWorkflow(tx: Tx, id: number, hasWorkflow: boolean): Promise<void> {
  await statements(tx).setHasWorkflow({ id, hasWorkflow });
}

/** Notes the newest ledger entry of its invoices that the collector knows of. */
export async function setToldUpTo(tx: Tx, id: number, toldUpTo: number): Promise<void> {
  await statements(tx).toldUpTo({ id, toldUpTo });
}

/** What the case is about; undefined once it was deleted. */
export async function caseContentsOf(
  tx: Tx,
  caseId: number,
): Promise<typeof caseContents.$inferSelect | undefined> {
  return statements(tx).contents.get({ caseId });
}

export async function saveCaseContents(tx: Tx, contents: typeof caseContents.$inferSelect): Promise<void> {
  await statements(tx).setContents(contents);
}

/** Takes all invoices off the case; they can come to another one. */
export async function unlinkInvoices(tx: Tx, caseId: number): Promise<void> {
  await statements(tx).unlink({ caseId });
}

/** Ids of the invoices that are or were in the case. */
export async function invoiceIdsOf(
  tx: Tx,
  caseId: number,
): Promise<readonly { readonly invoiceId: number; readonly active: boolean }[]> {
  return statements(tx).invoiceIds.all({ caseId });
}

/** The case that the invoice is in now. */
export async function activeCaseOf(tx: Tx, invoiceId: number): Promise<CaseRow | undefined> {
  return (await statements(tx).ofInvoice.all({ invoiceId })).find((found) => found.active)?.row;
}

/** A deactivated case that the invoice was in and whose collector has not acknowledged the withdrawal. */
export async function withdrawnCaseOf(tx: Tx, invoiceId: number): Promise<CaseRow | undefined> {
  return (await statements(tx).ofInvoice.all({ invoiceId }))
    .map(({ row }) => row)
    .find((row) => row.deactivatedAt !== null && row.withdrawalAsked && !hasCaseEnded(row.state));
}

/** All cases that the invoice was ever in, oldest first. */
export async function casesOf(
  tx: Tx,
  invoiceId: number,
): Promise<readonly (CaseRow & { readonly active: boolean })[]> {
  return (await statements(tx).ofInvoice.all({ invoiceId })).map(({ row, active }) => ({ ...row, active }));
}
