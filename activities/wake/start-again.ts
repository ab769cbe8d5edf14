import type { CaseRef } from '../../contracts/case.ts';
import { findCaseByReference, setCaseHasWorkflow } from '../../db/case/cases.ts';
import { findInvoiceByNumber, type InvoiceRow, setHasWorkflow } from '../../db/invoice/invoices.ts';
import { CaseStep } from '../../domain/case/plan.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Deps } from '../deps.ts';
import { unlessRefused } from '../sweep/refused-by-server.ts';
import { startCaseOf, startInvoiceOf } from './start-carrier.ts';
import { wakeDecision } from './wake-invoice.ts';

type Again = 'started' | 'left';

/** Starts the workflow of an invoice that has something to do and none that does it. */
export async function startInvoiceAgain(
  deps: Deps,
  row: InvoiceRow,
  asOf: Instant,
  odd: string[],
): Promise<Again> {
  const { goesOn, waitsInRow } = await deps.db.read((tx) => wakeDecision(tx, deps, row, asOf));
  if (!goesOn && row.hasWorkflow) {
    const about = { creditor: row.creditor, invoice: row.number };
    await deps.db.transaction((tx) => setHasWorkflow(tx, row.id, false), about);
  }
  if (!goesOn || waitsInRow) return 'left';
  const whom = `Invoice ${row.number} of ${row.creditor}`;
  const started = await unlessRefused(odd, whom, () => startInvoiceOf(deps, row, undefined));
  return started === 'started' ? 'started' : 'left';
}

/** The same for one whose workflow is gone, unless its row has moved on meanwhile. */
export async function takeUpInvoice(
  deps: Deps,
  { creditor, number }: { readonly creditor: string; readonly number: string },
  asOf: Instant,
  odd: string[],
): Promise<Again> {
  const row = await deps.db.read((tx) => findInvoiceByNumber(tx, creditor, number));
  return row?.hasWorkflow === true ? startInvoiceAgain(deps, row, asOf, odd) : 'left';
}

/** Starts the workflow of a case that still has something to do and lost it. */
export async function startCaseAgain(deps: Deps, ref: CaseRef, odd: string[]): Promise<Again> {
  const row = await deps.db.read((tx) => findCaseByReference(tx, ref.creditor, ref.reference));
  if (row === undefined) return 'left';
  if (row.nextStep === CaseStep.END) {
    if (row.hasWorkflow) {
      const about = { creditor: ref.creditor, case: ref.reference };
      await deps.db.transaction((tx) => setCaseHasWorkflow(tx, row.id, false), about);
    }
    return 'left';
  }
  const whom = `Case ${row.reference} of ${row.creditor}`;
  const started = await unlessRefused(odd, whom, () => startCaseOf(deps, row));
  return started === 'started' ? 'started' : 'left';
}
