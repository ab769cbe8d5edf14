import { asc, eq, sql } from 'drizzle-orm';
import { caseCharges, caseReceipts } from './schema-cases.ts';
import { columnsBut, placeholders, prepareWrite } from './statement.ts';
import { family, type Tx } from './tx.ts';

export type CaseReceiptRow = Readonly<typeof caseReceipts.$inferSelect>;
export type CaseChargeRow = Readonly<typeof caseCharges.$inferSelect>;

const statements = family((orm, client) => ({
  insertReceipt: prepareWrite<Omit<CaseReceiptRow, 'id'>>(
    client,
    orm.insert(caseReceipts).values(placeholders(caseReceipts, columnsBut(caseReceipts, ['id']))),
  ),
  receipts: orm
    .select()
    .from(caseReceipts)
    .where(eq(caseReceipts.caseId, sql.placeholder('caseId')))
    .orderBy(asc(caseReceipts.id))
    .prepare(),
  insertCharge: prepareWrite<Omit<CaseChargeRow, 'id'>>(
    client,
    orm.insert(caseCharges).values(placeholders(caseCharges, columnsBut(caseCharges, ['id']))),
  ),
  charges: orm
    .select()
    .from(caseCharges)
    .where(eq(caseCharges.caseId, sql.placeholder('caseId')))
    .orderBy(asc(caseCharges.id))
    .prepare(),
}));

/** Writes a receipt down; its external id is unique within its case. */
export async function insertReceipt(tx: Tx, receipt: Omit<CaseReceiptRow, 'id'>): Promise<void> {
  statements(tx).insertReceipt(receipt);
}

/** All receipts of a case in the order they were recorded. */
export async function receiptsOf(tx: Tx, caseId: number): Promise<readonly CaseReceiptRow[]> {
  return statements(tx).receipts.all({ caseId });
}

/** Books a charge, waiver or credit on the case itself. */
export async function insertCharge(tx: Tx, charge: Omit<CaseChargeRow, 'id'>): Promise<void> {
  statements(tx).insertCharge(charge);
}

export async function chargesOf(tx: Tx, caseId: number): Promise<readonly CaseChargeRow[]> {
  return statements(tx).charges.all({ caseId });
}
