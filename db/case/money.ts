import { and, asc, eq, gt, or } from 'drizzle-orm';
import type { CustomerCredit } from '../../domain/intake/customer-money.ts';
import { TaskKind, TaskSubject } from '../../domain/tasks/task.ts';
import { equals } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { caseCharges, caseReceipts, cases } from '../tables/cases.ts';
import { IS_OPEN, tasks } from '../tables/tasks.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type CaseReceiptRow = Readonly<typeof caseReceipts.$inferSelect>;
export type CaseChargeRow = Readonly<typeof caseCharges.$inferSelect>;

const statements = preparedStatements(({ orm, write }) => ({
  insertReceipt: write<Omit<CaseReceiptRow, 'id'>>(
    orm.insert(caseReceipts).values(placeholders(caseReceipts, columnsBut(caseReceipts, ['id']))),
  ),
  receipts: orm
    .select()
    .from(caseReceipts)
    .where(equals(caseReceipts, 'caseId'))
    .orderBy(asc(caseReceipts.id))
    .prepare(),
  toRefund: orm
    .select({ amount: caseReceipts.surplus, bookedOn: caseReceipts.receivedOn })
    .from(cases)
    .innerJoin(caseReceipts, and(eq(caseReceipts.caseId, cases.id), gt(caseReceipts.surplus, 0)))
    .innerJoin(
      tasks,
      and(
        eq(tasks.creditor, cases.creditor),
        eq(tasks.subject, TaskSubject.CASE),
        eq(tasks.about, cases.reference),
        eq(tasks.kind, TaskKind.SURPLUS),
        // One that an older version raised is for all receipts.
        or(eq(tasks.key, caseReceipts.externalId), eq(tasks.key, '')),
        IS_OPEN,
      ),
    )
    .where(and(equals(cases, 'customerId'), equals(cases, 'currency')))
    .orderBy(asc(caseReceipts.id))
    .prepare(),
  insertCharge: write<Omit<CaseChargeRow, 'id'>>(
    orm.insert(caseCharges).values(placeholders(caseCharges, columnsBut(caseCharges, ['id']))),
  ),
  charges: orm
    .select()
    .from(caseCharges)
    .where(equals(caseCharges, 'caseId'))
    .orderBy(asc(caseCharges.id))
    .prepare(),
}));

/** Writes a receipt down; its external id is unique within its case. */
export async function insertReceipt(tx: Tx, receipt: Omit<CaseReceiptRow, 'id'>): Promise<void> {
  await statements(tx).insertReceipt(receipt);
}

/** All receipts of a case in the order they were recorded. */
export async function receiptsOf(tx: Tx, caseId: number): Promise<readonly CaseReceiptRow[]> {
  return statements(tx).receipts.all({ caseId });
}

/** What collectors brought in too much for a customer, and nobody has seen to yet. */
export async function surplusToRefund(
  tx: Tx,
  customerId: number,
  currency: string,
): Promise<readonly CustomerCredit[]> {
  return statements(tx).toRefund.all({ customerId, currency });
}

/** Books a charge, waiver or credit on the case itself. */
export async function insertCharge(tx: Tx, charge: Omit<CaseChargeRow, 'id'>): Promise<void> {
  await statements(tx).insertCharge(charge);
}

export async function chargesOf(tx: Tx, caseId: number): Promise<readonly CaseChargeRow[]> {
  return statements(tx).charges.all({ caseId });
}
