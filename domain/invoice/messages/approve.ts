import { isInForce } from '../../kernel/holds.ts';
import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { afterCaseInWords } from '../after-case.ts';
import { TRANSFER_WHEN_APPROVED } from '../checks/claim.ts';
import { advance } from '../decision.ts';
import { InvoiceEvent } from '../machine.ts';
import type { InvoiceSituation } from '../situation.ts';
import { Stage } from '../stage.ts';
import { transferModeOf } from '../transfer-run.ts';
import { BECAUSE_IN_WORDS } from '../words.ts';
import { endedInWords } from './ended.ts';
import { invoiceMessage } from './message.ts';

export const approve = invoiceMessage({
  kind: 'approve',
  summary:
    'Approves a listed claim of mode 30: it goes to debt collection at the next transfer run. Approving twice is approving once.',
  details:
    'Where no run would take it as things stand (only costs or too little open, no due date, a customer exempt or archived), the answer says why, and lists show no day.',
  fields: { reason: { type: 'remark', help: 'why, for the record' } },
  stages: [Stage.LISTED],
  bulk: true,
  scope: Scope.APPROVE,
  script: true,
  command: {
    name: 'approve',
    brief: 'approve a claim of mode 30 for transfer',
    examples: ['2026/001', '--tab manual --next-before 2026-04-01 --commit'],
  },
  refused:
    'in modes 10 and 20; before the listing; while anything pauses it; back from its case; once ended.',

  decide(context, { by, commandId }) {
    const { decision, policy, calendar, asOf, today } = context;
    const { facts } = decision;
    const { state } = facts;
    const ended = endedInWords(state);
    if (ended !== null) return refuse(RefusalCode.ALREADY_ENDED, ended);
    const afterCase = afterCaseInWords(facts, context);
    if (afterCase !== null) {
      return refuse(RefusalCode.NOT_ALLOWED, `No transfer follows an approval any more. ${afterCase}`);
    }
    const mode = transferModeOf(facts, policy);
    if (mode !== 30) {
      return refuse(
        RefusalCode.NOT_ALLOWED,
        `The claim transfers by itself (mode ${mode}): only claims of mode 30 are approved.`,
      );
    }
    if (state.stage !== Stage.LISTED) {
      return refuse(
        RefusalCode.NOT_IN_THIS_STAGE,
        'The claim is not on the debt collection list yet: it can be approved once its notice has expired.',
      );
    }
    const held = facts.holds.filter((hold) => isInForce(hold, calendar, asOf));
    if (held.length > 0) {
      const holders = [...new Set(held.map((hold) => `${hold.scope} (${hold.reason})`))].join(', ');
      return refuse(RefusalCode.HELD, `The claim is paused by ${holders}: resume it before you approve it.`);
    }
    const isNew = state.approvedAt === null;
    const occasion = { at: asOf, on: today, by, commandId };
    const approved = isNew
      ? advance(decision, InvoiceEvent.APPROVED, occasion, { approvedAt: asOf, approvedBy: by })
      : decision;
    const hitch = hitchInWords({ ...context, facts: approved.facts });
    if (!isNew) {
      return { decision, says: `The claim was already approved.${hitch === null ? '' : ` ${hitch}`}` };
    }
    return {
      decision: approved,
      says:
        hitch === null
          ? 'The claim is approved and goes to debt collection at the next transfer run.'
          : `The claim is approved. ${hitch}`,
    };
  },
});

/** What keeps an approved claim from the next run as things stand, by the checks that the transfer is decided by. */
function hitchInWords(situation: InvoiceSituation): string | null {
  const { stoppedBy, putOffBy } = TRANSFER_WHEN_APPROVED.checks;
  const lasting = stoppedBy(situation);
  if (lasting !== null) return `No transfer follows as it stands. ${BECAUSE_IN_WORDS[lasting]}`;
  const passing = putOffBy(situation);
  if (passing === null) return null;
  return `It goes to debt collection at the first transfer run after this is over. ${BECAUSE_IN_WORDS[passing]}`;
}
