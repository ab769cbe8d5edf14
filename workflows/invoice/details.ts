import type { InvoicePlan, InvoiceWorkflowInput } from '../../contracts/invoice.ts';
import { Step } from '../../domain/plan.ts';
import { Stage } from '../../domain/stage.ts';
import { ATTENTION_IN_WORDS, BECAUSE_IN_WORDS, STAGE_IN_WORDS, STEP_IN_WORDS } from '../../domain/words.ts';

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
  } else if (plan.at === null) {
    lines.push(`Waits without a date. ${BECAUSE_IN_WORDS[plan.because]}`);
  } else {
    const level = plan.level === undefined ? '' : ` (${plan.level})`;
    lines.push(
      `On ${new Date(plan.at).toISOString().slice(0, 16).replace('T', ' ')} UTC ${STEP_IN_WORDS[plan.step]}${level}. ${BECAUSE_IN_WORDS[plan.because]}`,
    );
  }
  const dates = [
    plan.noticeDueOn === undefined ? '' : `notice deadline ${plan.noticeDueOn}`,
    plan.listedOn === undefined ? '' : `listed ${plan.listedOn}`,
    plan.closesOn === undefined ? '' : `closes ${plan.closesOn}`,
  ].filter((part) => part !== '');
  if (dates.length > 0) lines.push(dates.join(' · '));
  if (plan.attention !== null)
    lines.push(`**Needs you: ${plan.attention}.** ${ATTENTION_IN_WORDS[plan.attention]}`);
  if (input.rehearsal !== undefined) lines.push('_Rehearsal: nothing is sent._');
  return lines.join('\n\n');
}

function awaitsApproval(plan: InvoicePlan): boolean {
  return plan.stage === Stage.LISTED && plan.mode === 30 && !plan.held;
}
