import { agreementNamed } from '../../agreements/words.ts';
import { Scope } from '../../kernel/message.ts';
import { AmountSign, money, parseAmount } from '../../kernel/money.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { advance } from '../decision.ts';
import { DisputeStatus } from '../dispute.ts';
import { withDispute } from '../follow-dispute.ts';
import { InvoiceEvent } from '../machine.ts';
import { openOn } from '../transfer-run.ts';
import { endedInWords } from './ended.ts';
import { invoiceMessage, UNDER_WAY } from './message.ts';

export const dispute = invoiceMessage({
  kind: 'dispute',
  summary:
    'Writes down that a part of an invoice is disputed. Letters ask for the rest; the claim does not go to debt collection until `resolveDispute`.',
  details: 'An invoice that is disputed as a whole is paused for the reason `DISPUTE`.',
  fields: {
    amount: { type: 'decimal', required: true, help: 'the disputed part', example: '40.00' },
    reason: { type: 'text', help: 'what is disputed, for the record', example: 'a chair came broken' },
  },
  stages: UNDER_WAY,
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'dispute',
    brief: 'leave a disputed part of an invoice out',
    examples: ['2026/001 --amount 40.00 --reason "a chair came broken"'],
  },
  refused:
    'when no less than that is open (pause the invoice for `DISPUTE`); while another part is disputed, or a payment plan or a promise is active; once ended.',

  decide({ decision, asOf, today }, { by, commandId, amount, reason }) {
    const { facts } = decision;
    const { currency } = facts;
    const ended = endedInWords(facts.state);
    if (ended !== null) return refuse(RefusalCode.ALREADY_ENDED, ended);
    const parsed = parseAmount(amount, currency, AmountSign.positive);
    if (!parsed.ok) return refuse(RefusalCode.WRONG_VALUE, `The amount ${parsed.reason}.`);
    if (facts.dispute !== null) {
      const says = `A part of it is disputed already, ${money(facts.dispute.amount, currency)}: resolve that first (\`resolveDispute\`).`;
      return refuse(RefusalCode.NOT_ALLOWED, says);
    }
    const [agreement] = facts.agreements;
    if (agreement !== undefined) {
      const says = `It has ${agreementNamed(agreement)}: cancel that first (\`cancelAgreement\`).`;
      return refuse(RefusalCode.NOT_ALLOWED, says);
    }
    const { total } = openOn(facts, today);
    if (parsed.minor >= total) {
      const says = `Only ${money(total, currency)} is open: pause the invoice for the reason DISPUTE when all of it is disputed.`;
      return refuse(RefusalCode.WRONG_VALUE, says);
    }
    const part = { id: 0, amount: parsed.minor, status: DisputeStatus.OPEN, forgivenBefore: null };
    const said = [money(parsed.minor, currency), reason].filter(Boolean).join(': ');
    const occasion = { at: asOf, on: today, by, reason: said, commandId };
    const disputed = advance(decision, InvoiceEvent.DISPUTED, occasion);
    const rest = money(total - parsed.minor, currency);
    return {
      decision: withDispute({ ...disputed, facts: { ...disputed.facts, dispute: part } }, part),
      says: `Disputed: ${money(parsed.minor, currency)}. The rest is dunned, ${rest}.`,
    };
  },
});
