import { type CaseRow, caseContentsOf, findCaseByReference, findTombstone } from '../../db/case/cases.ts';
import { type CaseLists, caseListsOf } from '../../db/case/history.ts';
import { type InvoiceOfCase, invoicesOfCases } from '../../db/case/lists.ts';
import {
  type CaseCommandRow,
  type CaseEventRow,
  type CaseMessageRow,
  caseCommandsOf,
  caseEventsOf,
  caseMessagesOf,
} from '../../db/case/trail.ts';
import { type CustomerRow, findCustomer } from '../../db/customer/customers.ts';
import { findHolds, type HoldRow } from '../../db/holds.ts';
import { type TaskRow, tasksOf } from '../../db/tasks/tasks.ts';
import type { Tx } from '../../db/tx.ts';
import { HoldScope } from '../../domain/kernel/holds.ts';
import { TaskSubject } from '../../domain/tasks/task.ts';
import { NotInDatabase } from '../not-in-database.ts';

/** Everything that was ever written down about a debt collection case. */
export interface CaseHistory extends CaseLists {
  readonly row: CaseRow;
  readonly customer: CustomerRow | undefined;
  readonly contents: Awaited<ReturnType<typeof caseContentsOf>>;
  readonly invoices: readonly InvoiceOfCase[];
  readonly events: readonly CaseEventRow[];
  /** Of the case, its customer and its creditor. */
  readonly holds: readonly HoldRow[];
  readonly messages: readonly CaseMessageRow[];
  readonly commands: readonly CaseCommandRow[];
  /** Open and ended ones. */
  readonly tasks: readonly TaskRow[];
}

/** Reads the whole history of a case; throws NotInDatabase when there is none, or none any more. */
export async function gatherCaseHistory(tx: Tx, creditor: string, reference: string): Promise<CaseHistory> {
  const row = await caseRowOf(tx, creditor, reference);
  const { id: caseId, customerId } = row;
  return {
    row,
    customer: await findCustomer(tx, customerId),
    contents: await caseContentsOf(tx, caseId),
    invoices: await invoicesOfCases(tx, [caseId]),
    events: await caseEventsOf(tx, caseId),
    holds: [
      ...(await findHolds(tx, { creditor, scope: HoldScope.CASE, caseId })),
      ...(await findHolds(tx, { creditor, scope: HoldScope.CUSTOMER, customerId })),
      ...(await findHolds(tx, { creditor, scope: HoldScope.CREDITOR })),
    ],
    messages: await caseMessagesOf(tx, caseId),
    commands: await caseCommandsOf(tx, caseId),
    tasks: await tasksOf(tx, { creditor, subject: TaskSubject.CASE, about: reference }),
    ...(await caseListsOf(tx, caseId)),
  };
}

/** The row of a case; throws NotInDatabase in words when there is none, or when it was deleted. */
export async function caseRowOf(tx: Tx, creditor: string, reference: string): Promise<CaseRow> {
  const row = await findCaseByReference(tx, creditor, reference);
  if (row !== undefined) return row;
  const deleted = await findTombstone(tx, creditor, { reference, externalId: reference });
  if (deleted === undefined) throw new NotInDatabase(`Creditor ${creditor} has no case ${reference}.`);
  const at = new Date(deleted.deletedAt).toISOString();
  throw new NotInDatabase(`Case ${reference} of ${creditor} was deleted at ${at} by ${deleted.by}.`);
}
