import { isInForce } from '../../kernel/holds.ts';
import { afterCaseInWords } from '../after-case.ts';
import { advance } from '../decision.ts';
import { InvoiceEvent } from '../machine.ts';
import { closesOn } from '../next-step.ts';
import { passingObstacle, transferObstacle } from '../obstacles.ts';
import type { InvoiceSituation } from '../situation.ts';
import { Stage } from '../stage.ts';
import { transferModeOf } from '../transfer-run.ts';
import { BECAUSE_IN_WORDS } from '../words.ts';
import {
  type ApproveCommand,
  type MessageContext,
  type RevokeApprovalCommand,
  refuse,
  type Verdict,
} from './command.ts';
import { endedInWords } from './ended.ts';

/** Approves a listed claim of mode 30 for the next transfer run. Approving twice is approving once. */
export function approve(context: MessageContext, command: ApproveCommand): Verdict {
  const { decision, policy, calendar, asOf, today } = context;
  const { facts } = decision;
  const { state } = facts;
  const ended = endedInWords(state);
  if (ended !== null) return refuse(ended);
  const afterCase = afterCaseInWords(facts, calendar, asOf);
  if (afterCase !== null) return refuse(`No transfer follows an approval any more. ${afterCase}`);
  const mode = transferModeOf(facts, policy);
  if (mode !== 30) {
    return refuse(`The claim transfers by itself (mode ${mode}): only claims of mode 30 are approved.`);
  }
  if (state.stage !== Stage.LISTED) {
    return refuse(
      'The claim is not on the debt collection list yet: it can be approved once its notice has expired.',
    );
  }
  const held = facts.holds.filter((hold) => isInForce(hold, calendar, asOf));
  if (held.length > 0) {
    const by = [...new Set(held.map((hold) => `${hold.scope} (${hold.reason})`))].join(', ');
    return refuse(`The claim is paused by ${by}: resume it before you approve it.`);
  }
  const hitch = hitchInWords({ ...context, facts });
  if (state.approvedAt !== null) {
    return { decision, says: `The claim was already approved.${hitch === null ? '' : ` ${hitch}`}` };
  }
  const occasion = { at: asOf, on: today, by: command.by, commandId: command.commandId };
  return {
    decision: advance(decision, InvoiceEvent.APPROVED, occasion, {
      approvedAt: asOf,
      approvedBy: command.by,
    }),
    says:
      hitch === null
        ? 'The claim is approved and goes to debt collection at the next transfer run.'
        : `The claim is approved. ${hitch}`,
  };
}

/** What keeps an approved claim from the next run as things stand, by the checks that the transfer is decided by. */
function hitchInWords(situation: InvoiceSituation): string | null {
  const obstacle = transferObstacle(situation);
  if (obstacle !== null) return `No transfer follows as it stands. ${BECAUSE_IN_WORDS[obstacle]}`;
  const passing = passingObstacle(situation);
  if (passing === null) return null;
  return `It goes to debt collection at the first transfer run after this is over. ${BECAUSE_IN_WORDS[passing]}`;
}

/** Takes an approval back, as long as the claim was not transferred. */
export function revokeApproval(context: MessageContext, command: RevokeApprovalCommand): Verdict {
  const { decision, policy, calendar, asOf, today } = context;
  const { facts } = decision;
  const { state } = facts;
  const ended = endedInWords(state);
  if (ended !== null) return refuse(ended);
  const afterCase = afterCaseInWords(facts, calendar, asOf);
  if (afterCase !== null || (state.stage !== Stage.LISTED && state.approvedAt !== null)) {
    const cure = afterCase === null ? '' : ` ${afterCase}`;
    return refuse(`It is with no collector and not listed: there is no approval to take back.${cure}`);
  }
  if (state.approvedAt === null) return { decision, says: 'The claim was not approved.' };
  const occasion = { at: asOf, on: today, by: command.by, commandId: command.commandId };
  const revoked = advance(decision, InvoiceEvent.APPROVAL_REVOKED, occasion, {
    approvedAt: null,
    approvedBy: null,
  });
  const closes = closesOn({ ...context, facts: revoked.facts });
  const follows =
    closes !== null && closes <= today
      ? `its ${policy.transfer.closeAfterDays} days are over, so it is closed now`
      : 'the claim stays on the list';
  return { decision: revoked, says: `The approval is revoked; ${follows}.` };
}
