import type { InvoicePlan, InvoiceWorkflowInput } from '../../contracts/invoice.ts';
import { Step } from '../../domain/invoice/plan.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { BECAUSE_IN_WORDS, STAGE_IN_WORDS, STEP_IN_WORDS } from '../../domain/invoice/words.ts';
import { TASK_SAYS } from '../../domain/tasks/words.ts';
import type { PlanWords } from '../actor/subject.ts';
import { needsInWords, nextInWords } from '../actor/words.ts';

export const INVOICE_WORDS: PlanWords<InvoicePlan> = {
  step: STEP_IN_WORDS,
  because: BECAUSE_IN_WORDS,
  attention: TASK_SAYS,
};

/** What an operator reads on the workflow's page: where it stands, what comes, why it waits, what to do. */
export function detailsOf(input: InvoiceWorkflowInput, plan: InvoicePlan): string {
  const reason = plan.closeReason === undefined ? '' : `: ${plan.closeReason}`;
  const lines = [`**${plan.stage}** (${STAGE_IN_WORDS[plan.stage]}${reason}) · mode ${plan.mode}`];
  if (plan.held) lines.push('**Paused.**');
  if (plan.approved) lines.push('Approved for debt collection.');
  else if (awaitsApproval(plan))
    lines.push('Waits for someone to approve it: send `approve`, or pause or close it.');
  if (plan.step === Step.END) {
    lines.push('Its path has ended.');
  } else {
    const level = plan.level === undefined ? '' : ` (${plan.level})`;
    lines.push(nextInWords(INVOICE_WORDS, plan, level));
  }
  const dates = [
    plan.noticeDueOn === undefined ? '' : `notice deadline ${plan.noticeDueOn}`,
    plan.listedOn === undefined ? '' : `listed ${plan.listedOn}`,
    plan.closesOn === undefined ? '' : `closes ${plan.closesOn}`,
  ].filter((part) => part !== '');
  if (dates.length > 0) lines.push(dates.join(' · '));
  const needs = needsInWords(INVOICE_WORDS, plan);
  if (needs !== null) lines.push(needs);
  if (input.rehearsal !== undefined) lines.push('_Rehearsal: nothing is sent._');
  return lines.join('\n\n');
}

function awaitsApproval(plan: InvoicePlan): boolean {
  return plan.stage === Stage.LISTED && plan.mode === 30 && !plan.held;
}
