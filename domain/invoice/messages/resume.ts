import { agreementNamed } from '../../agreements/words.ts';
import { HoldReason, HoldScope, isInForce } from '../../kernel/holds.ts';
import { Scope } from '../../kernel/message.ts';
import { pausesToEnd } from '../../kernel/pause.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { afterCaseInWords } from '../after-case.ts';
import { advance } from '../decision.ts';
import { InvoiceEvent } from '../machine.ts';
import { hasEnded, Stage } from '../stage.ts';
import { endedInWords } from './ended.ts';
import { invoiceMessage, UNDER_WAY } from './message.ts';

export const resume = invoiceMessage({
  kind: 'resume',
  summary:
    "Ends the invoice's own pauses. Those of its customer or creditor stay, and so does that of a payment plan or a promise; the answer says so.",
  fields: {
    reason: {
      type: 'oneOf',
      help: 'only pauses for it',
      values: Object.values(HoldReason),
      called: 'reason of a pause',
      example: HoldReason.PROMISE_TO_PAY,
    },
  },
  stages: UNDER_WAY,
  bulk: true,
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'resume',
    brief: 'end a pause',
    examples: ['2026/001', '--customer C-200 --reason PAYMENT_PLAN --commit'],
  },
  refused: 'after the transfer.',

  decide(context, { by, reason, commandId }) {
    const { decision, calendar, asOf, today } = context;
    const { facts } = decision;
    if (facts.state.stage === Stage.TRANSFERRED) {
      return refuse(RefusalCode.ALREADY_ENDED, endedInWords(facts.state) ?? '');
    }
    const own = pausesToEnd(facts.holds, HoldScope.INVOICE, reason, today);
    const others = [
      ...facts.agreements.map((one) => `its ${agreementNamed(one)} (\`cancelAgreement\` ends that)`),
      ...facts.holds
        .filter((hold) => hold.scope !== HoldScope.INVOICE && isInForce(hold, calendar, asOf))
        .map((hold) => `its ${hold.scope}`),
    ];
    const still = others.length === 0 ? '' : ` It stays paused by ${others.join(' and ')}.`;
    if (own.length === 0) {
      return { decision, says: `The invoice was not paused on its own account.${still}` };
    }
    const released = new Set(own);
    const reasons = own.map((hold) => hold.reason).join(', ');
    const occasion = { at: asOf, on: today, by, reason: reasons, commandId };
    const resumed = advance(decision, InvoiceEvent.RESUMED, occasion);
    const after = {
      ...resumed.facts,
      holds: facts.holds.map((hold) => (released.has(hold) ? { ...hold, releasedAt: asOf } : hold)),
    };
    const afterCase = hasEnded(facts.state.stage) ? null : afterCaseInWords(after, context);
    return {
      decision: {
        ...resumed,
        facts: after,
        releasedHolds: [...resumed.releasedHolds, ...own.map((hold) => hold.id)],
      },
      says: `${afterCase === null ? 'The invoice goes on.' : `The invoice is resumed. ${afterCase}`}${still}`,
    };
  },
});
