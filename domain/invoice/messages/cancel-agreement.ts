import { AgreementStatus } from '../../agreements/agreement.ts';
import { agreementNamed } from '../../agreements/words.ts';
import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { endAgreement } from '../agreements.ts';
import { Stage } from '../stage.ts';
import { invoiceMessage } from './message.ts';

export const cancelAgreement = invoiceMessage({
  kind: 'cancelAgreement',
  summary:
    'Ends the payment plan or the promise to pay of an invoice, for all invoices that it is about. Dunning goes on as after a pause.',
  fields: { reason: { type: 'text', help: 'why, for the record', example: 'asked for another plan' } },
  stages: Object.values(Stage),
  scope: Scope.OPERATE,
  script: true,
  command: {
    group: 'plan',
    name: 'cancel',
    brief: 'end a payment plan or a promise to pay',
    examples: ['2026/001 --reason "asked for another plan"'],
  },
  refused: 'when there is none.',

  decide({ decision, asOf, today }, { by, commandId, reason }) {
    const [agreement] = decision.facts.agreements;
    if (agreement === undefined) {
      const says = 'The invoice has neither a payment plan nor a promise to pay.';
      return refuse(RefusalCode.NOT_ALLOWED, says);
    }
    const end = { status: AgreementStatus.CANCELLED, on: today, reason };
    return {
      decision: endAgreement(decision, agreement, end, { at: asOf, on: today, by, commandId }),
      says: `The ${agreementNamed(agreement)} is cancelled; dunning goes on.`,
    };
  },
});
