import type { CasePlan, CaseWorkflowInput } from '../../contracts/case.ts';
import { CaseStep } from '../../domain/case/plan.ts';
import { CASE_BECAUSE_IN_WORDS, CASE_STATE_IN_WORDS, CASE_STEP_IN_WORDS } from '../../domain/case/words.ts';
import { TASK_SAYS } from '../../domain/tasks/words.ts';
import type { PlanWords } from '../actor/subject.ts';
import { needsInWords, nextInWords } from '../actor/words.ts';

export const CASE_WORDS: PlanWords<CasePlan> = {
  step: CASE_STEP_IN_WORDS,
  because: CASE_BECAUSE_IN_WORDS,
  attention: TASK_SAYS,
};

/** What an operator reads on the workflow's page: where it stands, what comes, why it waits, what to do. */
export function detailsOf(input: CaseWorkflowInput, plan: CasePlan): string {
  const outcome = plan.outcome === undefined ? '' : `: ${plan.outcome}`;
  const lines = [`**${plan.state}** (${CASE_STATE_IN_WORDS[plan.state]}${outcome})`];
  if (plan.deactivated) lines.push('**Deactivated:** gone from the debtor’s view, for good.');
  if (plan.held) lines.push('**Paused.**');
  if (plan.configuration !== undefined) {
    const collector = plan.collector === undefined ? '' : ` (collector: ${plan.collector})`;
    lines.push(`Configuration ${plan.configuration}${collector}.`);
  }
  lines.push(...whatComes(plan));
  const needs = needsInWords(CASE_WORDS, plan);
  if (needs !== null) lines.push(needs);
  if (plan.version > 0) lines.push(`Version ${plan.version}: name it in each message.`);
  if (input.rehearsal !== undefined) lines.push('_Rehearsal: nothing is sent._');
  return lines.join('\n\n');
}

/** A case that only runs out of time says so once, by the creditor's own day. */
function whatComes(plan: CasePlan): readonly string[] {
  if (plan.step === CaseStep.END) return ['Nothing more happens.'];
  const timesOut = plan.timeoutOn === undefined ? [] : [`Times out on ${plan.timeoutOn}.`];
  return plan.step === CaseStep.TIME_OUT ? timesOut : [nextInWords(CASE_WORDS, plan), ...timesOut];
}
