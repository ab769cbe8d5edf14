import { TaskEnd, TaskKind } from './task.ts';
import { TASK_IN_WORDS } from './words.ts';

/** Who may end a task of a kind. */
export const EndedBy = {
  /** Whoever has seen to it says so. */
  A_PERSON: 'a person',
  /** What settles it ends it; who knows better can dismiss it. */
  WHAT_SETTLES_IT: 'what settles it',
  /** Something waits for it: it stands until that is settled. */
  ONLY_WHAT_SETTLES_IT: 'only what settles it',
} as const;
export type EndedBy = (typeof EndedBy)[keyof typeof EndedBy];

export function endedBy(kind: TaskKind): EndedBy {
  switch (kind) {
    case TaskKind.EFFECT_BOUNCED:
    case TaskKind.EFFECT_COMPLAINT:
    case TaskKind.MESSAGE_SET_ASIDE:
    case TaskKind.STUCK:
    case TaskKind.CANCEL_REQUESTED:
    case TaskKind.SURPLUS:
    case TaskKind.RECEIPT_CONFLICT:
    case TaskKind.COLLECTOR_CONTRADICTS:
    case TaskKind.COLLECTOR_SILENT:
    case TaskKind.FAILED:
    case TaskKind.PRINCIPAL_PAID:
    case TaskKind.PAYMENT_REFUSED:
    case TaskKind.BROKEN_PLAN:
    case TaskKind.PLAN_MAIL_NOT_SENT:
    case TaskKind.BROKEN_PROMISE:
      return EndedBy.A_PERSON;
    case TaskKind.ONLY_COSTS_OR_BELOW_MINIMUM:
    case TaskKind.CLOSES_SOON:
    case TaskKind.ASKED_IN_VAIN:
    case TaskKind.CHARGE_AFTER_PAYMENT:
    case TaskKind.OPEN_AFTER_CLOSE:
    case TaskKind.STATEMENT_GAP:
    case TaskKind.HOLD_ENDS_SOON:
    case TaskKind.CREDIT_PROPOSED:
    // A mended file is another batch, and this one never taken: dismissed, it is given up.
    case TaskKind.BATCH_NOT_TAKEN:
      return EndedBy.WHAT_SETTLES_IT;
    case TaskKind.EFFECT_UNCERTAIN:
    case TaskKind.EFFECT_FAILED:
    case TaskKind.REVERSAL_WITHOUT_PAYMENT:
    case TaskKind.NO_CONFIGURATION:
    case TaskKind.ORDER_UNCERTAIN:
    case TaskKind.INSTRUCTION_FAILED:
    case TaskKind.COLLECTOR_UNREACHABLE:
    case TaskKind.UNMATCHED_MONEY:
      return EndedBy.ONLY_WHAT_SETTLES_IT;
    default:
      return kind satisfies never;
  }
}

/** What ends a task of each kind without anybody saying so. */
export const TASK_ENDS: Readonly<Record<TaskKind, string>> = {
  [TaskKind.ONLY_COSTS_OR_BELOW_MINIMUM]: 'enough is open again, or the path ends',
  [TaskKind.CLOSES_SOON]: 'the claim does not close on that day any more, or its path ends',
  [TaskKind.EFFECT_UNCERTAIN]: '`resolveEffect` says what became of it, or the path ends',
  [TaskKind.EFFECT_BOUNCED]: 'the letter is sent again, delivered after all or waived, or the path ends',
  [TaskKind.EFFECT_COMPLAINT]: 'nothing but your word',
  [TaskKind.EFFECT_FAILED]: '`resolveEffect` says what became of it, or the path ends',
  [TaskKind.CHARGE_AFTER_PAYMENT]: 'nothing is open any more, or the invoice is open again',
  [TaskKind.OPEN_AFTER_CLOSE]: 'nothing is open any more, or the claim was restarted',
  [TaskKind.REVERSAL_WITHOUT_PAYMENT]: 'its payment comes',
  [TaskKind.MESSAGE_SET_ASIDE]: 'nothing but your word',
  [TaskKind.STUCK]: 'the workflow goes on',
  [TaskKind.CANCEL_REQUESTED]: 'the path ends',
  [TaskKind.PLAN_MAIL_NOT_SENT]: 'the path ends',
  [TaskKind.BROKEN_PLAN]: 'the path ends',
  [TaskKind.BROKEN_PROMISE]: 'the path ends',
  [TaskKind.CREDIT_PROPOSED]: 'a credit is booked on the invoice, or the path ends',
  [TaskKind.HOLD_ENDS_SOON]: 'it ends, is resumed, or another pause goes on after it',
  [TaskKind.NO_CONFIGURATION]: 'a configuration matches, or the case ends',
  [TaskKind.ORDER_UNCERTAIN]: '`resolveEffect` says what became of it, or the case ends',
  [TaskKind.INSTRUCTION_FAILED]: '`resolveEffect` says what became of it',
  [TaskKind.COLLECTOR_UNREACHABLE]: 'it reaches the collector',
  [TaskKind.ASKED_IN_VAIN]: 'the collector answers, or the case ends',
  [TaskKind.PRINCIPAL_PAID]: 'the principal is open again, or the case ends',
  [TaskKind.SURPLUS]: 'nothing but your word',
  [TaskKind.RECEIPT_CONFLICT]: 'nothing but your word',
  [TaskKind.COLLECTOR_CONTRADICTS]: 'nothing but your word',
  [TaskKind.COLLECTOR_SILENT]: 'the collector answers, or the case ends',
  [TaskKind.FAILED]: 'nothing but your word',
  [TaskKind.UNMATCHED_MONEY]: 'all of it is matched, assigned or returned',
  [TaskKind.BATCH_NOT_TAKEN]: 'it is taken in',
  [TaskKind.PAYMENT_REFUSED]: 'nothing but your word',
  [TaskKind.STATEMENT_GAP]: 'the missing statement is taken in',
};

/** Why nobody can say that a task of this kind is done, or dismiss it; null when somebody can. */
export function mayNotBeEnded(
  kind: TaskKind,
  how: typeof TaskEnd.DONE | typeof TaskEnd.DISMISSED,
): string | null {
  const { todo } = TASK_IN_WORDS[kind];
  const ends = TASK_ENDS[kind];
  const by = endedBy(kind);
  switch (by) {
    case EndedBy.A_PERSON:
      return null;
    case EndedBy.WHAT_SETTLES_IT:
      return how === TaskEnd.DISMISSED
        ? null
        : `${kind} ends by itself when ${ends}: ${todo}. Dismiss it when nothing is to be done.`;
    case EndedBy.ONLY_WHAT_SETTLES_IT:
      return `${kind} ends only when ${ends}: ${todo}.`;
    default:
      return by satisfies never;
  }
}
