import { untakenOf } from '../../db/intake/order.ts';
import { nextCaseStep } from '../../domain/case/next-step.ts';
import { type CaseDecisionPlan, CaseStep } from '../../domain/case/plan.ts';
import { settleCase } from '../../domain/case/settle.ts';
import type { CaseState } from '../../domain/case/state.ts';
import { explainCase } from '../../domain/case/why.ts';
import { CASE_BECAUSE_IN_WORDS, CASE_STATE_IN_WORDS, CASE_STEP_IN_WORDS } from '../../domain/case/words.ts';
import { stagedTakenIn } from '../../domain/invoice/checks/staged.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import type { Judged } from '../../domain/kernel/check.ts';
import { situation } from '../../domain/kernel/situation.ts';
import type { OpenTask } from '../../domain/tasks/task.ts';
import { configurationChoice } from '../../gather/case/configuration-choice.ts';
import { gatherCaseFrom } from '../../gather/case/gather-case.ts';
import { caseRowOf } from '../../gather/case/gather-case-history.ts';
import { nextInWords } from '../kit/next-in-words.ts';
import type { Reader, Tenant } from '../kit/reader.ts';
import { needsInWords, needsJson } from '../tasks/needs.ts';

/** Why nothing happens to a case now, worked out anew from what is known now. */
export interface CaseWhy {
  readonly creditor: string;
  readonly reference: string;
  readonly state: CaseState;
  readonly version: number;
  readonly checks: readonly Judged<string>[];
  readonly next: CaseDecisionPlan;
  readonly nextSays: string;
  readonly tasks: readonly OpenTask[];
}

/** Refused in words when there is no such case, or none any more. */
export async function caseWhy(
  { db, sources, asOf, words }: Reader,
  { id, calendar }: Tenant,
  reference: string,
): Promise<CaseWhy> {
  return db.read(async (tx) => {
    const row = await caseRowOf(tx, id, reference);
    const gathered = await gatherCaseFrom(tx, sources, row, asOf);
    const { facts } = settleCase(situation({ facts: gathered.facts, calendar }, asOf));
    const now = situation({ facts, calendar }, asOf);
    const { amount, state } = facts.state;
    const choice = await configurationChoice(tx, { ...row, amount }, now.today);
    const checks = [stagedTakenIn(await untakenOf(tx, id)), ...explainCase(now, choice, words.holds)];
    const next = nextCaseStep(now);
    const nextSays = casePlanInWords(next, calendar);
    return {
      ...{ creditor: id, reference, state, version: row.version },
      ...{ checks, next, nextSays, tasks: facts.tasks },
    };
  });
}

/** The sentences before the checks. */
export function caseWhyInWords({ reference, creditor, state, nextSays, tasks }: CaseWhy): readonly string[] {
  return [
    `Case ${reference} of ${creditor}: ${CASE_STATE_IN_WORDS[state]}.`,
    `Next: ${nextSays}`,
    ...needsInWords(tasks),
  ];
}

export function caseWhyJson({ next, nextSays, tasks, ...why }: CaseWhy): object {
  const at = next.at === null ? null : new Date(next.at).toISOString();
  return { ...why, next: { ...next, at, says: nextSays }, ...needsJson(tasks) };
}

/** What comes next and when, in one sentence, with the reason. */
export function casePlanInWords(
  { at, step, because }: Pick<CaseDecisionPlan, 'at' | 'step' | 'because'>,
  calendar: Calendar,
): string {
  const plan = {
    at: step === CaseStep.END ? null : at,
    step: CASE_STEP_IN_WORDS[step],
    because: CASE_BECAUSE_IN_WORDS[because],
  };
  return nextInWords(plan, calendar);
}
