import { TaskKind } from './task.ts';

export interface TaskWords {
  readonly happened: string;
  readonly todo: string;
}

/** What happened, and what a person does about it. */
export const TASK_IN_WORDS: Readonly<Record<TaskKind, TaskWords>> = {
  [TaskKind.ONLY_COSTS_OR_BELOW_MINIMUM]: {
    happened: 'Too little is open for a transfer',
    todo: 'waive it, close the claim, or wait for the 60 days',
  },
  [TaskKind.CLOSES_SOON]: {
    happened: 'The claim closes in seven days',
    todo: 'resume, approve or close it',
  },
  [TaskKind.EFFECT_UNCERTAIN]: {
    happened: 'It is not known whether the letter arrived',
    todo: 'find out, then send `resolveEffect`',
  },
  [TaskKind.EFFECT_BOUNCED]: {
    happened: 'The letter came back',
    todo: 'find another address, then send `resend`; or waive the level',
  },
  [TaskKind.EFFECT_COMPLAINT]: {
    happened: 'The customer called an e-mail spam',
    todo: 'nothing goes to that address any more: see whether the customer disputes the claim',
  },
  [TaskKind.EFFECT_FAILED]: {
    happened: 'The gateway refused it for good',
    todo: 'mend the cause, then send `resolveEffect`',
  },
  [TaskKind.CHARGE_AFTER_PAYMENT]: {
    happened: 'Something was charged after the invoice was paid',
    todo: 'waive it, or ask for it yourself: the invoice stays PAID',
  },
  [TaskKind.OPEN_AFTER_CLOSE]: {
    happened: 'Money is open again on a claim that a credit or a write-off had closed',
    todo: 'restart it, or write it off',
  },
  [TaskKind.REVERSAL_WITHOUT_PAYMENT]: {
    happened: 'More was given back than was ever paid',
    todo: 'book the payment that it belongs to, or take the booking back',
  },
  [TaskKind.MESSAGE_SET_ASIDE]: {
    happened: 'A message could not be applied and lies aside',
    todo: 'read its error in the timeline, mend the cause and send it again',
  },
  [TaskKind.STUCK]: {
    happened: 'The workflow could not go on by itself',
    todo: 'mend the cause, then send `reconsider` (to a case: `lookAgain`)',
  },
  [TaskKind.CANCEL_REQUESTED]: {
    happened: 'Someone asked to cancel',
    todo: 'give a reason with `close`, or send `reconsider` (to a case: `lookAgain`)',
  },
  [TaskKind.PLAN_MAIL_NOT_SENT]: {
    happened: 'The mail before an instalment did not get out, or it is not known whether it did',
    todo: 'remind the customer in another way, and say that it is seen to',
  },
  [TaskKind.BROKEN_PLAN]: {
    happened: 'A payment plan was not kept, and dunning goes on',
    todo: 'call the customer, agree on another, or let it go on, and say that it is seen to',
  },
  [TaskKind.BROKEN_PROMISE]: {
    happened: 'A promise to pay was not kept, and dunning goes on',
    todo: 'call the customer, take another, or let it go on, and say that it is seen to',
  },
  [TaskKind.CREDIT_PROPOSED]: {
    happened: 'A disputed part was resolved for the debtor',
    todo: 'credit it: `dunwell pay --kind credit`, or a credit note in the books',
  },
  [TaskKind.HOLD_ENDS_SOON]: {
    happened: 'A pause ends by itself soon',
    todo: 'pause it on from that day for the same reason, or let it end',
  },
  [TaskKind.NO_CONFIGURATION]: {
    happened: 'No collector configuration matches',
    todo: 'publish one, or name one with `update`, then send `markAsPrepared`',
  },
  [TaskKind.ORDER_UNCERTAIN]: {
    happened: 'It is not known whether the collector has the order',
    todo: 'find out, then send `resolveEffect`',
  },
  [TaskKind.INSTRUCTION_FAILED]: {
    happened: 'An instruction did not arrive',
    todo: 'mend the cause, then send `resolveEffect`',
  },
  [TaskKind.COLLECTOR_UNREACHABLE]: {
    happened: 'An order or a word has not reached the collector in a dozen attempts',
    todo: 'see why with `case show` and mend the cause; it is tried again by itself',
  },
  [TaskKind.ASKED_IN_VAIN]: {
    happened: 'The collector could not be asked how the case stands in a dozen attempts',
    todo: 'mend the cause; it is asked again by itself',
  },
  [TaskKind.PRINCIPAL_PAID]: {
    happened: 'The principal is paid',
    todo: 'close the case, or waive what is left',
  },
  [TaskKind.SURPLUS]: {
    happened: 'More was collected than was owed',
    todo: 'refund it, then say so with `tasks done` or `lookAgain`',
  },
  [TaskKind.RECEIPT_CONFLICT]: {
    happened: 'A receipt came again with another amount',
    todo: 'clear it up with the collector, then say so with `tasks done` or `lookAgain`',
  },
  [TaskKind.COLLECTOR_CONTRADICTS]: {
    happened: 'The collector says something that cannot be booked',
    todo: 'clear it up, then say so with `tasks done` or `lookAgain`',
  },
  [TaskKind.COLLECTOR_SILENT]: {
    happened: 'The collector has not answered the order or the withdrawal for three days',
    todo: 'ask it, then send `lookAgain`',
  },
  [TaskKind.FAILED]: {
    happened: 'The case failed',
    todo: 'mend the cause and start a new one for its invoices',
  },
  [TaskKind.UNMATCHED_MONEY]: {
    happened: 'Money came that belongs to no invoice yet',
    todo: 'match it, assign it to its customer or return it: `dunwell unmatched`',
  },
  [TaskKind.BATCH_NOT_TAKEN]: {
    happened: 'What was staged could not be taken in',
    todo: 'mend the cause and stage it again, or dismiss it to give up what is left of it',
  },
  [TaskKind.PAYMENT_REFUSED]: {
    happened: 'A payment that was told was refused',
    todo: 'mend it and take it in again, then say that it is done: `dunwell tasks done`',
  },
  [TaskKind.STATEMENT_GAP]: {
    happened: 'A bank statement is missing or not whole',
    todo: 'take the missing statement in, or fetch the one that is not whole again',
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
