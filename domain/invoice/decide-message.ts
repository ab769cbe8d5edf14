import { start } from './decision.ts';
import { approve, revokeApproval } from './messages/approval.ts';
import type { Command, MessageContext, Verdict } from './messages/command.ts';
import { CommandKind } from './messages/command.ts';
import { changeDueDate } from './messages/due-date.ts';
import { close, restart } from './messages/ending.ts';
import { waiveLevel } from './messages/levels.ts';
import { pause, resume } from './messages/pausing.ts';
import { settle } from './settle.ts';
import type { InvoiceSituation } from './situation.ts';

/**
 * Decides a command on an invoice: what it changes, or why it is refused, in words a person understands.
 *
 * Facts must be settled as of `asOf`. Commands are idempotent: asking for what is already so changes
 * nothing and says so.
 */
export function decideCommand({ facts, ...moment }: InvoiceSituation, command: Command): Verdict {
  const context: MessageContext = { ...moment, decision: start(facts) };
  const verdict = decide(context, command);
  if (verdict.refused !== undefined) return verdict;
  return { ...verdict, decision: settle(verdict.decision, moment) };
}

function decide(context: MessageContext, command: Command): Verdict {
  switch (command.kind) {
    case CommandKind.PAUSE:
      return pause(context, command);
    case CommandKind.RESUME:
      return resume(context, command);
    case CommandKind.APPROVE:
      return approve(context, command);
    case CommandKind.REVOKE_APPROVAL:
      return revokeApproval(context, command);
    case CommandKind.CLOSE:
      return close(context, command);
    case CommandKind.RESTART:
      return restart(context, command);
    case CommandKind.CHANGE_DUE_DATE:
      return changeDueDate(context, command);
    case CommandKind.WAIVE_LEVEL:
      return waiveLevel(context, command);
    case CommandKind.LEDGER_CHANGED:
      return { decision: context.decision, says: 'The ledger was read again.' };
    case CommandKind.RECONSIDER:
      return { decision: context.decision, says: 'The next step was decided again.' };
    default:
      return command satisfies never;
  }
}
