import { settle } from './absorb.ts';
import type { Calendar } from './calendar.ts';
import { approve, revokeApproval } from './commands/approval.ts';
import type { Command, Decision, DecisionContext } from './commands/command.ts';
import { CommandKind } from './commands/command.ts';
import { changeDueDate } from './commands/due-date.ts';
import { close, restart } from './commands/ending.ts';
import { waiveLevel } from './commands/levels.ts';
import { pause, resume } from './commands/pausing.ts';
import type { Instant } from './day.ts';
import type { InvoiceFacts } from './facts.ts';
import type { Policy } from './policy.ts';
import { start } from './progress.ts';

/**
 * Decides a command on an invoice: what it changes, or why it is refused, in words a person understands.
 *
 * Facts must be absorbed as of `asOf`. Commands are idempotent: asking for what is already so changes
 * nothing and says so.
 */
export function decideCommand(
  facts: InvoiceFacts,
  policy: Policy,
  calendar: Calendar,
  asOf: Instant,
  command: Command,
): Decision {
  const context: DecisionContext = { progress: start(facts), policy, calendar, asOf };
  const decision = decide(context, command);
  if (decision.refused !== undefined) return decision;
  return { ...decision, progress: settle(decision.progress, policy, calendar, asOf) };
}

function decide(context: DecisionContext, command: Command): Decision {
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
      return { progress: context.progress, says: 'The ledger was read again.' };
    case CommandKind.RECONSIDER:
      return { progress: context.progress, says: 'The next step was decided again.' };
    default:
      return command satisfies never;
  }
}
