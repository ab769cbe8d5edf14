import { afterCaseInWords } from '../after-case.ts';
import { isInForce } from '../holds.ts';
import { InvoiceEvent } from '../invoice-machine.ts';
import { advance } from '../progress.ts';
import { Stage } from '../stage.ts';
import { transferModeOf } from '../transfer-run.ts';
import {
  type ApproveCommand,
  type Decision,
  type DecisionContext,
  type RevokeApprovalCommand,
  refuse,
} from './command.ts';
import { endedInWords } from './ended.ts';

/** Approves a listed claim of mode 30 for the next transfer run. Approving twice is approving once. */
export function approve(
  { progress, policy, calendar, asOf }: DecisionContext,
  command: ApproveCommand,
): Decision {
  const { facts } = progress;
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
  if (state.approvedAt !== null) return { progress, says: 'The claim was already approved.' };
  const occasion = { at: asOf, on: calendar.dayOf(asOf), by: command.by, commandId: command.commandId };
  return {
    progress: advance(progress, InvoiceEvent.APPROVED, occasion, {
      approvedAt: asOf,
      approvedBy: command.by,
    }),
    says: 'The claim is approved and goes to debt collection at the next transfer run.',
  };
}

/** Takes an approval back, as long as the claim was not transferred. */
export function revokeApproval(
  { progress, calendar, asOf }: DecisionContext,
  command: RevokeApprovalCommand,
): Decision {
  const { facts } = progress;
  const { state } = facts;
  const ended = endedInWords(state);
  if (ended !== null) return refuse(ended);
  const afterCase = afterCaseInWords(facts, calendar, asOf);
  if (afterCase !== null || (state.stage !== Stage.LISTED && state.approvedAt !== null)) {
    const cure = afterCase === null ? '' : ` ${afterCase}`;
    return refuse(`It is with no collector and not listed: there is no approval to take back.${cure}`);
  }
  if (state.approvedAt === null) return { progress, says: 'The claim was not approved.' };
  const occasion = { at: asOf, on: calendar.dayOf(asOf), by: command.by, commandId: command.commandId };
  return {
    progress: advance(progress, InvoiceEvent.APPROVAL_REVOKED, occasion, {
      approvedAt: null,
      approvedBy: null,
    }),
    says: 'The approval is revoked; the claim stays on the list.',
  };
}
