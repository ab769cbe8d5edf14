import { and, asc, or, sql } from 'drizzle-orm';
import { keyOf } from '../../domain/intake/matching/key.ts';
import { equals, named } from '../named.ts';
import { columnsBut, given, placeholders } from '../prepared.ts';
import { type InvoiceRow, invoices, PAID_TOO_MUCH } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { isOneOf } from '../words.ts';
import { CHANGED, columnsOfChange, type InvoiceChange, type SavedColumns } from './invoice-change.ts';

export type { InvoiceRow } from '../tables/invoices.ts';
export type { InvoiceChange } from './invoice-change.ts';
export * from './invoice-lists.ts';

/** A row to insert: what has a default or may be null can be left out. */
export type NewInvoiceRow = Readonly<Omit<typeof invoices.$inferInsert, 'id' | 'version' | 'numberKey'>>;

const INSERTED = columnsBut(invoices, ['id', 'version']);
const NOTHING_YET = {
  ...Object.fromEntries(INSERTED.map((name) => [name, null])),
  disputed: false,
  partDisputed: false,
  held: false,
  hasWorkflow: false,
  openFees: 0,
  openInterest: 0,
  openCosts: 0,
  surplus: 0,
  caseCount: 0,
  openTasks: 0,
};

const RAISED = { version: sql`${invoices.version} + 1` };

const statements = preparedStatements(({ orm, write, insert, update }) => {
  const isIt = equals(invoices, 'id');
  const setting = <Named extends object>(columns: readonly (keyof Named & keyof InvoiceRow)[]) =>
    update<Named & { id: number }>(
      orm
        .update(invoices)
        .set({ ...placeholders(invoices, columns), ...RAISED })
        .where(isIt),
      'version',
    );
  return {
    insert: insert<NewInvoiceRow & Pick<InvoiceRow, 'numberKey'>>(
      orm.insert(invoices).values(placeholders(invoices, INSERTED) as never),
      NOTHING_YET,
    ),
    byId: orm.select().from(invoices).where(isIt).prepare(),
    byNumber: orm
      .select()
      .from(invoices)
      .where(and(equals(invoices, 'creditor'), equals(invoices, 'number')))
      .prepare(),
    byKeys: orm
      .select()
      .from(invoices)
      .where(
        and(
          equals(invoices, 'creditor'),
          or(isOneOf(invoices.numberKey, 'keys'), isOneOf(invoices.referenceKey, 'keys')),
        ),
      )
      .orderBy(asc(invoices.id))
      .limit(named('limit'))
      .prepare(),
    paidTooMuch: orm
      .select({ number: invoices.number, surplus: invoices.surplus })
      .from(invoices)
      .where(and(equals(invoices, 'creditor'), PAID_TOO_MUCH))
      .orderBy(asc(invoices.id))
      .limit(named('limit'))
      .prepare(),
    save: setting<SavedColumns>(CHANGED),
    raise: setting<object>([]),
    setDisputed: setting<Pick<InvoiceRow, 'disputed'>>(['disputed']),
    setPolicyVersion: setting<Pick<InvoiceRow, 'policyVersion'>>(['policyVersion']),
    setHasWorkflow: write<{ id: number; hasWorkflow: boolean }>(
      orm
        .update(invoices)
        .set({ hasWorkflow: given(invoices.hasWorkflow, 'hasWorkflow') })
        .where(isIt),
    ),
  };
});

/** Takes an invoice in; its creditor and number must be new. */
export async function insertInvoice(tx: Tx, row: NewInvoiceRow): Promise<number> {
  const { number, reference } = row;
  const referenceKey = row.referenceKey ?? (reference == null ? null : keyOf(reference));
  return statements(tx).insert({ ...row, numberKey: keyOf(number), referenceKey });
}

export async function findInvoice(tx: Tx, id: number): Promise<InvoiceRow | undefined> {
  return statements(tx).byId.get({ id });
}

export async function findInvoiceByNumber(
  tx: Tx,
  creditor: string,
  number: string,
): Promise<InvoiceRow | undefined> {
  return statements(tx).byNumber.get({ creditor, number });
}

/** Invoices whose number or reference is one of these, in whatever way it is written. */
export async function invoicesNamed(
  tx: Tx,
  creditor: string,
  keys: readonly string[],
  limit: number,
): Promise<readonly InvoiceRow[]> {
  return keys.length === 0 ? [] : statements(tx).byKeys.all({ creditor, keys: JSON.stringify(keys), limit });
}

/** The first invoices that were paid too much, as their rows have it. */
export async function invoicesPaidTooMuch(
  tx: Tx,
  creditor: string,
  limit: number,
): Promise<readonly { readonly number: string; readonly surplus: number }[]> {
  return statements(tx).paidTooMuch.all({ creditor, limit });
}

/** Writes all that a decision changed and raises the version, which it returns. */
export async function saveInvoice(tx: Tx, id: number, change: InvoiceChange): Promise<number> {
  return written(id, await statements(tx).save(columnsOfChange(id, change)));
}

/** Says that a fact about the invoice changed, so that decisions under way look again; returns the new version. */
export async function raiseVersion(tx: Tx, id: number): Promise<number> {
  return written(id, await statements(tx).raise({ id }));
}

/** Notes whether a workflow carries the invoice. No fact for any rule: the version stays. */
export async function setHasWorkflow(tx: Tx, id: number, hasWorkflow: boolean): Promise<void> {
  await statements(tx).setHasWorkflow({ id, hasWorkflow });
}

export async function updateDisputed(tx: Tx, id: number, disputed: boolean): Promise<number> {
  return written(id, await statements(tx).setDisputed({ id, disputed }));
}

/** Pins the invoice to another version of its creditor's policy. */
export async function updatePolicyVersion(tx: Tx, id: number, policyVersion: number): Promise<number> {
  return written(id, await statements(tx).setPolicyVersion({ id, policyVersion }));
}

function written(id: number, version: number | undefined): number {
  if (version === undefined) throw new Error(`There is no invoice with the id ${id}.`);
  return version;
}
