import type { CommandOutcome, InvoicePlan, StepInput } from '../../contracts/invoice.ts';
import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import { Because, Step } from '../../domain/invoice/plan.ts';
import { planInRow } from '../../gather/invoice/decided.ts';
import { policyOf } from '../../gather/invoice/gather-invoice.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { outcomeOrWait, planOrWait } from '../actor/or-wait.ts';
import type { Deps } from '../deps.ts';

/** Decides, or waits some seconds where what was staged before cannot be taken in at once: the row stays as it is. */
export function orWait(
  deps: Pick<Deps, 'db' | 'sources'>,
  input: StepInput,
  work: () => Promise<InvoicePlan>,
): Promise<InvoicePlan> {
  return planOrWait(work, (againInMs) => waiting(deps, input, againInMs));
}

/** The same for being told that something changed: it is looked at again then. */
export function orLookLater(
  deps: Pick<Deps, 'db' | 'sources'>,
  input: StepInput,
  work: () => Promise<CommandOutcome>,
): Promise<CommandOutcome> {
  return outcomeOrWait(work, (againInMs) => waiting(deps, input, againInMs));
}

async function waiting(
  deps: Pick<Deps, 'db' | 'sources'>,
  { creditor, number, asOf }: StepInput,
  againInMs: number,
): Promise<InvoicePlan> {
  return deps.db.read(async (tx) => {
    const row = await findInvoiceByNumber(tx, creditor, number);
    if (row === undefined) throw new NotInDatabase(`Creditor ${creditor} has no invoice ${number}.`);
    const { level: _, ...plan } = planInRow(
      row,
      await policyOf(tx, deps.sources, creditor, row.policyVersion),
    );
    return { ...plan, step: Step.WAIT, at: asOf + againInMs, because: Because.STAGED_FIRST };
  });
}
