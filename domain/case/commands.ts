import { ENGINE } from '../invoice-machine.ts';
import {
  type AttachDocumentCommand,
  type CaseCommand,
  CaseCommandKind,
  type LookAgainCaseCommand,
  type MessageCommand,
  type RemoveDocumentCommand,
  type UpdateCaseCommand,
} from './command.ts';
import type { CaseContext, CaseDecision } from './commands/context.ts';
import { close, deactivate, deleteCase, withdraw } from './commands/ending.ts';
import { addCollectedAmount, charge, waive } from './commands/money.ts';
import { pause, resume } from './commands/pausing.ts';
import { markAsPrepared, markAsReviewed, sendBack } from './commands/preparing.ts';
import { patched } from './progress.ts';
import { isPausedForPrincipal, settled } from './settle.ts';
import { CaseAttention } from './state.ts';

/** Commands that also need what was staged for them; they are decided where that is read. */
type WithContent = UpdateCaseCommand | AttachDocumentCommand | RemoveDocumentCommand | MessageCommand;

export type PlainCommand = Exclude<CaseCommand, WithContent>;

/**
 * Decides a command on a case: what it changes, or why it is refused, in words a person understands.
 *
 * Facts must be settled as of `asOf`. Commands are idempotent: asking for what is already so changes nothing and
 * says so.
 */
export function decideCaseCommand(context: CaseContext, command: PlainCommand): CaseDecision {
  return settledDecision(context, decide(context, command));
}

/** Settles what a command led to, as every decision is. */
export function settledDecision({ calendar, asOf }: CaseContext, decision: CaseDecision): CaseDecision {
  if (decision.refused !== undefined) return decision;
  return { ...decision, progress: settled(decision.progress, calendar, asOf) };
}

function decide(context: CaseContext, command: PlainCommand): CaseDecision {
  switch (command.kind) {
    case CaseCommandKind.MARK_AS_PREPARED:
      return markAsPrepared(context, command);
    case CaseCommandKind.MARK_AS_REVIEWED:
      return markAsReviewed(context, command);
    case CaseCommandKind.SEND_BACK:
      return sendBack(context, command);
    case CaseCommandKind.WITHDRAW:
      return withdraw(context, command);
    case CaseCommandKind.ADD_COLLECTED_AMOUNT:
      return addCollectedAmount(context, command);
    case CaseCommandKind.ADD_CHARGE:
      return charge(context, command);
    case CaseCommandKind.CLOSE:
      return close(context, command);
    case CaseCommandKind.PAUSE:
      return pause(context, command);
    case CaseCommandKind.RESUME:
      return resume(context, command);
    case CaseCommandKind.DEACTIVATE:
      return deactivate(context, command);
    case CaseCommandKind.DELETE:
      return deleteCase(context, command);
    case CaseCommandKind.WAIVE:
      return waive(context, command);
    case CaseCommandKind.LOOK_AGAIN:
    case CaseCommandKind.REPORT_RECEIVED:
      return lookAgain(context, command);
    default:
      return command satisfies never;
  }
}

/** What asks a person to look, and is over once one has. */
const SEEN: readonly CaseAttention[] = [
  CaseAttention.SURPLUS,
  CaseAttention.RECEIPT_CONFLICT,
  CaseAttention.COLLECTOR_CONTRADICTS,
  CaseAttention.COLLECTOR_SILENT,
  CaseAttention.FAILED,
  CaseAttention.STUCK,
  CaseAttention.CANCEL_REQUESTED,
  CaseAttention.PRINCIPAL_PAID,
];

function lookAgain({ progress, calendar, asOf }: CaseContext, command: LookAgainCaseCommand): CaseDecision {
  const { attention } = progress.facts.state;
  const says = 'The next step was decided again.';
  // A configuration published since may match.
  if (attention === CaseAttention.NO_CONFIGURATION) {
    return { progress: patched(progress, { attention: null }), says };
  }
  const hasLooked = command.kind === CaseCommandKind.LOOK_AGAIN && command.by !== ENGINE;
  if (attention === null || !hasLooked || !SEEN.includes(attention)) return { progress, says };
  // Behind the task that was looked at may stand that of a paid principal.
  const isNext =
    attention !== CaseAttention.PRINCIPAL_PAID && isPausedForPrincipal(progress.facts, calendar, asOf);
  return { progress: patched(progress, { attention: isNext ? CaseAttention.PRINCIPAL_PAID : null }), says };
}
