import type { Answer, CommandOutcome, InvoicePlan, StepInput } from '../../contracts/invoice.ts';
import { findInvoiceByNumber } from '../../db/invoices.ts';
import { Because, Step } from '../../domain/plan.ts';
import { planInRow } from '../../facts/decided.ts';
import { policyOf } from '../../facts/gather-invoice.ts';
import { NotInDatabase } from '../../facts/not-in-database.ts';
import { StagedFirst } from '../decide.ts';
import type { Deps } from '../deps.ts';

/** Decides, or waits some seconds where what was staged before cannot be taken in at once: the row stays as it is. */
export async function orWait(
  deps: Pick<Deps, 'db' | 'sources'>,
  input: StepInput,
  work: () => Promise<InvoicePlan>,
): Promise<InvoicePlan> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StagedFirst)) throw error;
    return waiting(deps, input, error.againInMs);
  }
}

/** The same for being told that something changed: it is looked at again then. */
export async function orLookLater(
  deps: Pick<Deps, 'db' | 'sources'>,
  input: StepInput,
  work: () => Promise<CommandOutcome>,
): Promise<CommandOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StagedFirst)) throw error;
    const plan = await waiting(deps, input, error.againInMs);
    const answer: Answer = { ok: true, says: `It is looked at again soon: ${error.message}`, state: plan };
    return { plan, answer };
  }
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
