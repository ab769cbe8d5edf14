import { type CaseRow, casesOf, invoiceIdsOf } from '../db/cases.ts';
import { findInvoice, findInvoiceByNumber, type InvoiceRow } from '../db/invoices.ts';
import { nextScriptedOf, nextScriptedOfInvoice, type ScriptedEventRow } from '../db/scripted-events.ts';
import type { Tx } from '../db/tx.ts';

/** What a script may call a case: its reference, and the numbers of the invoices whose newest case it is. */
export interface CaseNames {
  readonly names: readonly string[];
  readonly invoices: readonly string[];
}

/** The names under which a script knows a case now. A number that an invoice has means that invoice's case. */
export async function namesOfCase(tx: Tx, { id, creditor, reference }: CaseRow): Promise<CaseNames> {
  const invoices: string[] = [];
  for (const { invoiceId } of await invoiceIdsOf(tx, id)) {
    const newest = (await casesOf(tx, invoiceId)).at(-1);
    const invoice = newest?.id === id ? await findInvoice(tx, invoiceId) : undefined;
    if (invoice !== undefined) invoices.push(invoice.number);
  }
  const isNumber = (await findInvoiceByNumber(tx, creditor, reference)) !== undefined;
  return { names: isNumber ? invoices : [reference, ...invoices], invoices };
}

/**
 * The next event of the script that a case has to follow: its own, and those of its invoices, which have been on
 * its clock ever since they came to it.
 */
export async function nextScriptedOfCase(tx: Tx, row: CaseRow): Promise<ScriptedEventRow | undefined> {
  const { names, invoices } = await namesOfCase(tx, row);
  return nextScriptedOf(tx, row.creditor, names, invoices);
}

/** The next event of the script that an invoice has to follow by itself; none once it has come to a case. */
export async function nextScriptedOnPath(tx: Tx, row: InvoiceRow): Promise<ScriptedEventRow | undefined> {
  return row.caseCount > 0 ? undefined : nextScriptedOfInvoice(tx, row.creditor, row.number);
}
