import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { afterCaseInWords } from '../after-case.ts';
import { advance } from '../decision.ts';
import { InvoiceEvent } from '../machine.ts';
import { closesOn } from '../next-step.ts';
import { Stage } from '../stage.ts';
import { endedInWords } from './ended.ts';
import { invoiceMessage } from './message.ts';

export const revokeApproval = invoiceMessage({
  kind: 'revokeApproval',
  summary: 'Takes an approval back, as long as the claim was not transferred.',
  details: 'The claim stays on the list.',
  fields: { reason: { type: 'remark', help: 'why, for the record' } },
  stages: [Stage.LISTED],
  bulk: true,
  scope: Scope.APPROVE,
  script: true,
  command: {
    name: 'revoke',
    brief: 'take an approval back',
    examples: ['2026/001', '--customer C-200 --commit'],
  },
  refused: 'once transferred, paid or closed; back from its case, with no collector and not listed.',

  decide(context, { by, commandId }) {
    const { decision, policy, asOf, today } = context;
    const { facts } = decision;
    const { state } = facts;
    const ended = endedInWords(state);
    if (ended !== null) return refuse(RefusalCode.ALREADY_ENDED, ended);
    const afterCase = afterCaseInWords(facts, context);
    if (afterCase !== null || (state.stage !== Stage.LISTED && state.approvedAt !== null)) {
      const cure = afterCase === null ? '' : ` ${afterCase}`;
      return refuse(
        RefusalCode.NOT_IN_THIS_STAGE,
        `It is with no collector and not listed: there is no approval to take back.${cure}`,
      );
    }
    if (state.approvedAt === null) return { decision, says: 'The claim was not approved.' };
    const revoked = advance(
      decision,
      InvoiceEvent.APPROVAL_REVOKED,
      { at: asOf, on: today, by, commandId },
      { approvedAt: null, approvedBy: null },
    );
    const closes = closesOn({ ...context, facts: revoked.facts });
    const follows =
      closes !== null && closes <= today
        ? `its ${policy.transfer.closeAfterDays} days are over, so it is closed now`
        : 'the claim stays on the list';
    return { decision: revoked, says: `The approval is revoked; ${follows}.` };
  },
});
