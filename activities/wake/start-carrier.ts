import type { InvoicePlan } from '../../contracts/invoice.ts';
import { setCaseHasWorkflow } from '../../db/case/cases.ts';
import type { About } from '../../db/database.ts';
import { setHasWorkflow } from '../../db/invoice/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import type { Deps } from '../deps.ts';
import { RefusedByServer } from '../sweep/refused-by-server.ts';

type Started = Promise<'started' | 'running'>;

/** Starts the workflow of an invoice, and notes that it has one. */
export function startInvoiceOf(
  deps: Deps,
  invoice: { readonly id: number; readonly creditor: string; readonly number: string },
  plan: InvoicePlan | undefined,
): Started {
  const { id, creditor, number } = invoice;
  const note = (tx: Tx, has: boolean) => setHasWorkflow(tx, id, has);
  return noted(deps, { creditor, invoice: number }, note, () =>
    deps.workflows.startInvoice(creditor, number, plan),
  );
}

/** The same for a debt collection case. */
export function startCaseOf(
  deps: Deps,
  { id, creditor, reference }: { readonly id: number; readonly creditor: string; readonly reference: string },
): Started {
  const note = (tx: Tx, has: boolean) => setCaseHasWorkflow(tx, id, has);
  return noted(deps, { creditor, case: reference }, note, () =>
    deps.workflows.startCase(creditor, reference, undefined),
  );
}

/**
 * Noted before the start, not after it: a workflow that finds nothing to do says so within milliseconds, and a note
 * that came later would claim for ever that it goes on. Killed in between, the sweep finds that none runs.
 */
async function noted(
  { db }: Deps,
  about: About,
  note: (tx: Tx, has: boolean) => Promise<void>,
  start: () => Started,
): Started {
  await db.transaction((tx) => note(tx, true), about);
  try {
    return await start();
  } catch (error) {
    if (error instanceof RefusedByServer) await db.transaction((tx) => note(tx, false), about);
    throw error;
  }
}
