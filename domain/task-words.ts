import { EndedBy, endedBy, TaskKind } from './tasks.ts';

export interface TaskWords {
  readonly happened: string;
  readonly todo: string;
  /** What ends it without anybody saying so. */
  readonly ends: string;
}

/** What happened, what a person does about it, and what ends it by itself. */
export const TASK_IN_WORDS: Readonly<Record<TaskKind, TaskWords>> = {
  [TaskKind.ONLY_COSTS_OR_BELOW_MINIMUM]: {
    happened: 'Too little is open for a transfer',
    todo: 'waive it, close the claim, or wait for the 60 days',
    ends: 'enough is open again, or the path ends',
  },
  [TaskKind.CLOSES_SOON]: {
    happened: 'The claim closes in seven days',
    todo: 'resume, approve or close it',
    ends: 'the claim does not close on that day any more, or its path ends',
  },
  [TaskKind.EFFECT_UNCERTAIN]: {
    happened: 'It is not known whether the letter arrived',
    todo: 'find out, then send `resolveEffect`',
    ends: '`resolveEffect` says what became of it, or the path ends',
  },
  [TaskKind.EFFECT_BOUNCED]: {
    happened: 'The letter came back',
    todo: 'find another way, then send `resolveEffect`',
    ends: 'the notice is delivered after all, or the path ends',
  },
  [TaskKind.EFFECT_FAILED]: {
    happened: 'The gateway refused it for good',
    todo: 'mend the cause, then send `resolveEffect`',
    ends: '`resolveEffect` says what became of it, or the path ends',
  },
  [TaskKind.CHARGE_AFTER_PAYMENT]: {
    happened: 'Something was charged after the invoice was paid',
    todo: 'waive it, or ask for it yourself: the invoice stays PAID',
    ends: 'nothing is open any more, or the invoice is open again',
  },
  [TaskKind.OPEN_AFTER_CLOSE]: {
    happened: 'Money is open again on a claim that a credit or a write-off had closed',
    todo: 'restart it, or write it off',
    ends: 'nothing is open any more, or the claim was restarted',
  },
  [TaskKind.REVERSAL_WITHOUT_PAYMENT]: {
    happened: 'More was given back than was ever paid',
    todo: 'book the payment that it belongs to, or take the booking back',
    ends: 'its payment comes',
  },
  [TaskKind.MESSAGE_SET_ASIDE]: {
    happened: 'A message could not be applied and lies aside',
    todo: 'read its error in the timeline, mend the cause and send it again',
    ends: 'nothing but your word',
  },
  [TaskKind.STUCK]: {
    happened: 'The workflow could not go on by itself',
    todo: 'mend the cause, then send `reconsider` (to a case: `lookAgain`)',
    ends: 'the workflow goes on',
  },
  [TaskKind.CANCEL_REQUESTED]: {
    happened: 'Someone asked to cancel',
    todo: 'give a reason with `close`, or send `reconsider` (to a case: `lookAgain`)',
    ends: 'the path ends',
  },
  [TaskKind.NO_CONFIGURATION]: {
    happened: 'No collector configuration matches',
    todo: 'publish one, or name one with `update`, then send `markAsPrepared`',
    ends: 'a configuration matches, or the case ends',
  },
  [TaskKind.ORDER_UNCERTAIN]: {
    happened: 'It is not known whether the collector has the order',
    todo: 'find out, then send `resolveEffect`',
    ends: '`resolveEffect` says what became of it, or the case ends',
  },
  [TaskKind.INSTRUCTION_FAILED]: {
    happened: 'A word to the collector did not arrive',
    todo: 'mend the cause, then send `resolveEffect`',
    ends: '`resolveEffect` says what became of it',
  },
  [TaskKind.COLLECTOR_UNREACHABLE]: {
    happened: 'An order or a word has not reached the collector in a dozen attempts',
    todo: 'see why with `case show` and mend the cause; it is tried again by itself',
    ends: 'it reaches the collector',
  },
  [TaskKind.PRINCIPAL_PAID]: {
    happened: 'The principal is paid',
    todo: 'close the case, or waive what is left',
    ends: 'the principal is open again, or the case ends',
  },
  [TaskKind.SURPLUS]: {
    happened: 'More was collected than was owed',
    todo: 'refund it, then say so with `tasks done` or `lookAgain`',
    ends: 'nothing but your word',
  },
  [TaskKind.RECEIPT_CONFLICT]: {
    happened: 'A receipt came again with another amount',
    todo: 'clear it up with the collector, then say so with `tasks done` or `lookAgain`',
    ends: 'nothing but your word',
  },
  [TaskKind.COLLECTOR_CONTRADICTS]: {
    happened: 'The collector says something that cannot be booked',
    todo: 'clear it up, then say so with `tasks done` or `lookAgain`',
    ends: 'nothing but your word',
  },
  [TaskKind.COLLECTOR_SILENT]: {
    happened: 'The collector has not answered the order or the withdrawal for three days',
    todo: 'ask it, then send `lookAgain`',
    ends: 'the collector answers, or the case ends',
  },
  [TaskKind.FAILED]: {
    happened: 'The case failed',
    todo: 'mend the cause and start a new one for its invoices',
    ends: 'nothing but your word',
  },
  [TaskKind.UNMATCHED_MONEY]: {
    happened: 'Money came that belongs to no invoice yet',
    todo: 'match it, assign it to its customer or return it: `dunwell unmatched`',
    ends: 'all of it is matched, assigned or returned',
  },
  [TaskKind.BATCH_NOT_TAKEN]: {
    happened: 'What was staged could not be taken in',
    todo: 'mend the cause and stage it again',
    ends: 'it is taken in',
  },
  [TaskKind.STATEMENT_GAP]: {
    happened: 'A bank statement is missing between two others',
    todo: 'take the missing statement in',
    ends: 'the missing statement is taken in',
  },
};

/** What a person has to do, in one sentence. */
export function taskSays(kind: TaskKind): string {
  const { happened, todo } = TASK_IN_WORDS[kind];
  return `${happened}: ${todo}.`;
}

/** The same, with what exactly happened. */
export function taskInWords({
  kind,
  note,
}: {
  readonly kind: TaskKind;
  readonly note: string | null;
}): string {
  return note === null ? taskSays(kind) : `${taskSays(kind)} (${note})`;
}

/** What each kind asks of a person, by its name. */
export const TASK_SAYS = Object.fromEntries(
  Object.values(TaskKind).map((kind) => [kind, taskSays(kind)]),
) as Readonly<Record<TaskKind, string>>;

/** Why nobody can say that a task of this kind is done, or dismiss it; null when somebody can. */
export function mayNotBeEnded(kind: TaskKind, how: 'done' | 'dismissed'): string | null {
  const { ends, todo } = TASK_IN_WORDS[kind];
  const by = endedBy(kind);
  switch (by) {
    case EndedBy.A_PERSON:
      return null;
    case EndedBy.WHAT_SETTLES_IT:
      return how === 'dismissed'
        ? null
        : `${kind} ends by itself when ${ends}: ${todo}. Dismiss it when nothing is to be done.`;
    case EndedBy.ONLY_WHAT_SETTLES_IT:
      return `${kind} ends only when ${ends}: ${todo}.`;
    default:
      return by satisfies never;
  }
}
