import type { CaseAnswer, CaseCommandOutcome, CasePlan, CaseStepInput } from '../../contracts/case.ts';
import { findCaseByReference } from '../../db/cases.ts';
import { CaseBecause, CaseStep } from '../../domain/case/plan.ts';
import { casePlanInRow } from '../../facts/decided-case.ts';
import { NotInDatabase } from '../../facts/not-in-database.ts';
import { StagedFirst } from '../decide.ts';
import type { Deps } from '../deps.ts';

/** Decides, or waits some seconds where what was staged before cannot be taken in at once: the row stays as it is. */
export async function orWait(
  deps: Pick<Deps, 'db'>,
  input: CaseStepInput,
  work: () => Promise<CasePlan>,
): Promise<CasePlan> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StagedFirst)) throw error;
    return waiting(deps, input, error.againInMs);
  }
}

/** The same for being told that something changed: it is looked at again then. */
export async function orLookLater(
  deps: Pick<Deps, 'db'>,
  input: CaseStepInput,
  work: () => Promise<CaseCommandOutcome>,
): Promise<CaseCommandOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StagedFirst)) throw error;
    const plan = await waiting(deps, input, error.againInMs);
    const answer: CaseAnswer = {
      ok: true,
      says: `It is looked at again soon: ${error.message}`,
      state: plan,
    };
    return { plan, answer };
  }
}

async function waiting(
  { db }: Pick<Deps, 'db'>,
  { creditor, reference, asOf }: CaseStepInput,
  againInMs: number,
): Promise<CasePlan> {
  const row = await db.read((tx) => findCaseByReference(tx, creditor, reference));
  if (row === undefined) throw new NotInDatabase(`Creditor ${creditor} has no case ${reference}.`);
  const plan = casePlanInRow(row);
  return { ...plan, step: CaseStep.WAIT, at: asOf + againInMs, because: CaseBecause.STAGED_FIRST };
}
