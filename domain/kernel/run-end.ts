import { TaskKind } from '../tasks/task.ts';

/** What an open task says about a run that is to do all that is due. */
export const TaskInRun = {
  /** Something told or due lies there undone, and nothing is done about it until somebody comes. */
  UNDONE: 'undone',
  /** Something that was to leave did not: so for the run in which that came out, a matter for people afterwards. */
  UNDONE_WHEN_NEW: 'undone when new',
  /** A matter for people, whatever a worker does. */
  FOR_PEOPLE: 'for people',
} as const;
export type TaskInRun = (typeof TaskInRun)[keyof typeof TaskInRun];

const { UNDONE, UNDONE_WHEN_NEW, FOR_PEOPLE } = TaskInRun;

export const TASK_IN_RUN: Readonly<Record<TaskKind, TaskInRun>> = {
  [TaskKind.MESSAGE_SET_ASIDE]: UNDONE,
  [TaskKind.STUCK]: UNDONE,
  [TaskKind.EFFECT_UNCERTAIN]: UNDONE_WHEN_NEW,
  [TaskKind.EFFECT_BOUNCED]: UNDONE_WHEN_NEW,
  [TaskKind.EFFECT_FAILED]: UNDONE_WHEN_NEW,
  [TaskKind.ORDER_UNCERTAIN]: UNDONE_WHEN_NEW,
  [TaskKind.INSTRUCTION_FAILED]: UNDONE_WHEN_NEW,
  [TaskKind.FAILED]: UNDONE_WHEN_NEW,
  [TaskKind.PAYMENT_REFUSED]: UNDONE_WHEN_NEW,
  // Counted by the batch itself, which knows its error.
  [TaskKind.BATCH_NOT_TAKEN]: FOR_PEOPLE,
  // These two are tried again by themselves, and count as that.
  [TaskKind.COLLECTOR_UNREACHABLE]: FOR_PEOPLE,
  [TaskKind.ASKED_IN_VAIN]: FOR_PEOPLE,
  [TaskKind.COLLECTOR_SILENT]: FOR_PEOPLE,
  [TaskKind.NO_CONFIGURATION]: FOR_PEOPLE,
  [TaskKind.ONLY_COSTS_OR_BELOW_MINIMUM]: FOR_PEOPLE,
  [TaskKind.EFFECT_COMPLAINT]: FOR_PEOPLE,
  [TaskKind.CLOSES_SOON]: FOR_PEOPLE,
  [TaskKind.PLAN_MAIL_NOT_SENT]: UNDONE_WHEN_NEW,
  [TaskKind.BROKEN_PLAN]: FOR_PEOPLE,
  [TaskKind.BROKEN_PROMISE]: FOR_PEOPLE,
  [TaskKind.CREDIT_PROPOSED]: FOR_PEOPLE,
  [TaskKind.HOLD_ENDS_SOON]: FOR_PEOPLE,
  [TaskKind.CHARGE_AFTER_PAYMENT]: FOR_PEOPLE,
  [TaskKind.OPEN_AFTER_CLOSE]: FOR_PEOPLE,
  [TaskKind.REVERSAL_WITHOUT_PAYMENT]: FOR_PEOPLE,
  [TaskKind.CANCEL_REQUESTED]: FOR_PEOPLE,
  [TaskKind.PRINCIPAL_PAID]: FOR_PEOPLE,
  [TaskKind.SURPLUS]: FOR_PEOPLE,
  [TaskKind.RECEIPT_CONFLICT]: FOR_PEOPLE,
  [TaskKind.COLLECTOR_CONTRADICTS]: FOR_PEOPLE,
  [TaskKind.UNMATCHED_MONEY]: FOR_PEOPLE,
  [TaskKind.STATEMENT_GAP]: FOR_PEOPLE,
};

/** How many of some open tasks of a kind mean that a run has not done all that was due. */
export function undoneIn(
  kind: TaskKind,
  { count, since }: { readonly count: number; readonly since: number },
): number {
  const means = TASK_IN_RUN[kind];
  switch (means) {
    case TaskInRun.UNDONE:
      return count;
    case TaskInRun.UNDONE_WHEN_NEW:
      return since;
    case TaskInRun.FOR_PEOPLE:
      return 0;
    default:
      return means satisfies never;
  }
}
