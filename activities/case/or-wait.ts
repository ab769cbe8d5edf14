import type { CaseCommandOutcome, CasePlan, CaseStepInput } from '../../contracts/case.ts';
import { findCaseByReference } from '../../db/case/cases.ts';
import { CaseBecause, CaseStep } from '../../domain/case/plan.ts';
import { casePlanInRow } from '../../gather/case/decided-case.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { outcomeOrWait, planOrWait } from '../actor/or-wait.ts';
import type { Deps } from '../deps.ts';

/** Decides, or waits some seconds where what was staged before cannot be taken in at once: the row stays as it is. */
export function orWait(
  deps: Pick<Deps, 'db'>,
  input: CaseStepInput,
  work: () => Promise<CasePlan>,
): Promise<CasePlan> {
  return planOrWait(work, (againInMs) => waiting(deps, input, againInMs));
}

/** The same for being told that something changed: it is looked at again then. */
export function orLookLater(
  deps: Pick<Deps, 'db'>,
  input: CaseStepInput,
  work: () => Promise<CaseCommandOutcome>,
): Promise<CaseCommandOutcome> {
  return outcomeOrWait(work, (againInMs) => waiting(deps, input, againInMs));
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
