import { ENGINE } from '../kernel/machine.ts';
import { type CaseTask, endTask, keepTasks, TaskKind } from '../tasks/task.ts';
import {
  type AttachDocumentCommand,
  type CaseCommand,
  CaseCommandKind,
  type LookAgainCaseCommand,
  type MessageCommand,
  type RemoveDocumentCommand,
  type UpdateCaseCommand,
} from './messages/command.ts';
import type { CaseContext, CaseVerdict } from './messages/context.ts';
import { close, deactivate, deleteCase, withdraw } from './messages/ending.ts';
import { addCollectedAmount, charge, waive } from './messages/money.ts';
import { pause, resume } from './messages/pausing.ts';
import { markAsPrepared, markAsReviewed, sendBack } from './messages/preparing.ts';
import { noteStep } from './messages/steps.ts';
import { settle } from './settle.ts';

/** Commands that also need what was staged for them; they are decided where that is read. */
type WithContent = UpdateCaseCommand | AttachDocumentCommand | RemoveDocumentCommand | MessageCommand;

export type PlainCommand = Exclude<CaseCommand, WithContent>;

/**
 * Decides a command on a case: what it changes, or why it is refused, in words a person understands.
 *
 * Facts must be settled as of `asOf`. Commands are idempotent: asking for what is already so changes nothing and
 * says so.
 */
export function decideCaseCommand(context: CaseContext, command: PlainCommand): CaseVerdict {
  return settledVerdict(context, decide(context, command));
}

/** Settles what a command led to, as every decision is. */
export function settledVerdict(context: CaseContext, verdict: CaseVerdict): CaseVerdict {
  if (verdict.refused !== undefined) return verdict;
  return { ...verdict, decision: settle(verdict.decision, context) };
}

function decide(context: CaseContext, command: PlainCommand): CaseVerdict {
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
    case CaseCommandKind.NOTE_STEP:
      return noteStep(context, command);
    case CaseCommandKind.LOOK_AGAIN:
    case CaseCommandKind.REPORT_RECEIVED:
      return lookAgain(context, command);
    default:
      return command satisfies never;
  }
}

/** What the case itself asked: looking again is the answer. */
const ASKED_BY_THE_CASE: readonly CaseTask[] = [TaskKind.STUCK, TaskKind.CANCEL_REQUESTED];

/** What a person sees to outside; the case cannot know when. */
const SEEN_TO: readonly CaseTask[] = [
  TaskKind.SURPLUS,
  TaskKind.RECEIPT_CONFLICT,
  TaskKind.COLLECTOR_CONTRADICTS,
  TaskKind.COLLECTOR_SILENT,
  TaskKind.FAILED,
];

/**
 * Decides again. Said by a person, it also ends what asked that person to look: a single task, so that looking at
 * one never forgets another.
 */
function lookAgain({ decision }: CaseContext, command: LookAgainCaseCommand): CaseVerdict {
  const says = 'The next step was decided again.';
  // A configuration published since may match.
  const retried = endTask(decision, TaskKind.NO_CONFIGURATION);
  const hasLooked = command.kind === CaseCommandKind.LOOK_AGAIN && command.by !== ENGINE;
  if (!hasLooked) return { decision: retried, says };
  const { tasks } = decision.facts;
  const seen = tasks.filter(({ kind }) => SEEN_TO.includes(kind));
  if (seen.length > 1) {
    const names = seen.map(({ kind }) => kind).join(', ');
    return {
      decision: keepTasks(retried, ({ kind }) => !ASKED_BY_THE_CASE.includes(kind)),
      says: `${says} Several things wait for you (${names}): say which one is done with \`tasks done\`.`,
    };
  }
  // A paid principal goes on asking behind any other task.
  const isAlone = tasks.length === 1;
  return {
    decision: keepTasks(
      retried,
      ({ kind }) =>
        !ASKED_BY_THE_CASE.includes(kind) &&
        !SEEN_TO.includes(kind) &&
        !(kind === TaskKind.PRINCIPAL_PAID && isAlone),
    ),
    says,
  };
}
