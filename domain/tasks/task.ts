/** What a task is about. */
export const TaskSubject = {
  INVOICE: 'invoice',
  CASE: 'case',
  CUSTOMER: 'customer',
  CREDITOR: 'creditor',
  BATCH: 'batch',
} as const;
export type TaskSubject = (typeof TaskSubject)[keyof typeof TaskSubject];

/** What a person has to see to. Sentences: see words.ts. */
export const TaskKind = {
  /** Mode 10: at the transfer run only costs were open, or less than the minimum. */
  ONLY_COSTS_OR_BELOW_MINIMUM: 'ONLY_COSTS_OR_BELOW_MINIMUM',
  /** The claim will be closed in seven days unless someone acts. */
  CLOSES_SOON: 'CLOSES_SOON',
  /** A gateway may or may not have taken the effect; it is never sent a second time by itself. */
  EFFECT_UNCERTAIN: 'EFFECT_UNCERTAIN',
  /** A letter came back and there is no other channel. */
  EFFECT_BOUNCED: 'EFFECT_BOUNCED',
  /** A debtor called an e-mail spam: nothing goes to that address any more. */
  EFFECT_COMPLAINT: 'EFFECT_COMPLAINT',
  /** A gateway refused the effect for good. */
  EFFECT_FAILED: 'EFFECT_FAILED',
  /** A fee, interest or cost was charged on an invoice that is PAID. */
  CHARGE_AFTER_PAYMENT: 'CHARGE_AFTER_PAYMENT',
  /** A reversal left money open on a claim that a credit or a write-off had closed. */
  OPEN_AFTER_CLOSE: 'OPEN_AFTER_CLOSE',
  /** More was given back than was ever paid. */
  REVERSAL_WITHOUT_PAYMENT: 'REVERSAL_WITHOUT_PAYMENT',
  /** A message could not be applied and lies aside with its error. */
  MESSAGE_SET_ASIDE: 'MESSAGE_SET_ASIDE',
  /** An activity failed for good or the plan did not move on: the workflow waits for a message. */
  STUCK: 'STUCK',
  /** Someone pressed Cancel; closing needs a reason. */
  CANCEL_REQUESTED: 'CANCEL_REQUESTED',
  /** An instalment of a payment plan did not come in time. */
  BROKEN_PLAN: 'BROKEN_PLAN',
  /** The mail before an instalment did not get out, or nobody knows. */
  PLAN_MAIL_NOT_SENT: 'PLAN_MAIL_NOT_SENT',
  /** What was promised did not come in time. */
  BROKEN_PROMISE: 'BROKEN_PROMISE',
  /** A disputed part was conceded: credit it. */
  CREDIT_PROPOSED: 'CREDIT_PROPOSED',
  /** A pause ends by itself in some working days. */
  HOLD_ENDS_SOON: 'HOLD_ENDS_SOON',
  /** No collector configuration matches the case. */
  NO_CONFIGURATION: 'NO_CONFIGURATION',
  /** The collector may or may not have taken the order; it is never sent a second time by itself. */
  ORDER_UNCERTAIN: 'ORDER_UNCERTAIN',
  /** An instruction (a withdrawal, a payment) could not be delivered. */
  INSTRUCTION_FAILED: 'INSTRUCTION_FAILED',
  /** An order or a word has not reached the collector for hours; it is tried again by itself. */
  COLLECTOR_UNREACHABLE: 'COLLECTOR_UNREACHABLE',
  /** The collector could not be asked for hours; it is asked again by itself. */
  ASKED_IN_VAIN: 'ASKED_IN_VAIN',
  /** The principal is paid: close the case or waive what is left. */
  PRINCIPAL_PAID: 'PRINCIPAL_PAID',
  /** More was collected than was owed: refund it. */
  SURPLUS: 'SURPLUS',
  /** The same receipt came with another amount. */
  RECEIPT_CONFLICT: 'RECEIPT_CONFLICT',
  /** The collector says something that cannot be booked here. */
  COLLECTOR_CONTRADICTS: 'COLLECTOR_CONTRADICTS',
  /** The collector has not answered for days. */
  COLLECTOR_SILENT: 'COLLECTOR_SILENT',
  /** The case failed; its invoices wait for a new start. */
  FAILED: 'FAILED',
  /** Money came that belongs to no invoice yet. */
  UNMATCHED_MONEY: 'UNMATCHED_MONEY',
  /** What was staged could not be taken in. */
  BATCH_NOT_TAKEN: 'BATCH_NOT_TAKEN',
  /** Of what was staged, a payment was refused: it may be the one that stops a letter. */
  PAYMENT_REFUSED: 'PAYMENT_REFUSED',
  /** A bank statement is missing between two others. */
  STATEMENT_GAP: 'STATEMENT_GAP',
} as const;
export type TaskKind = (typeof TaskKind)[keyof typeof TaskKind];

/** The kinds that each subject can have. */
export const TASKS_OF = {
  [TaskSubject.INVOICE]: [
    TaskKind.ONLY_COSTS_OR_BELOW_MINIMUM,
    TaskKind.CLOSES_SOON,
    TaskKind.EFFECT_UNCERTAIN,
    TaskKind.EFFECT_BOUNCED,
    TaskKind.EFFECT_COMPLAINT,
    TaskKind.EFFECT_FAILED,
    TaskKind.CHARGE_AFTER_PAYMENT,
    TaskKind.OPEN_AFTER_CLOSE,
    TaskKind.REVERSAL_WITHOUT_PAYMENT,
    TaskKind.MESSAGE_SET_ASIDE,
    TaskKind.STUCK,
    TaskKind.CANCEL_REQUESTED,
    TaskKind.HOLD_ENDS_SOON,
    TaskKind.BROKEN_PLAN,
    TaskKind.BROKEN_PROMISE,
    TaskKind.CREDIT_PROPOSED,
    TaskKind.PLAN_MAIL_NOT_SENT,
  ],
  [TaskSubject.CASE]: [
    TaskKind.NO_CONFIGURATION,
    TaskKind.ORDER_UNCERTAIN,
    TaskKind.INSTRUCTION_FAILED,
    TaskKind.COLLECTOR_UNREACHABLE,
    TaskKind.ASKED_IN_VAIN,
    TaskKind.PRINCIPAL_PAID,
    TaskKind.SURPLUS,
    TaskKind.RECEIPT_CONFLICT,
    TaskKind.COLLECTOR_CONTRADICTS,
    TaskKind.COLLECTOR_SILENT,
    TaskKind.FAILED,
    TaskKind.MESSAGE_SET_ASIDE,
    TaskKind.STUCK,
    TaskKind.CANCEL_REQUESTED,
    TaskKind.HOLD_ENDS_SOON,
  ],
  [TaskSubject.CUSTOMER]: [TaskKind.UNMATCHED_MONEY, TaskKind.HOLD_ENDS_SOON],
  [TaskSubject.CREDITOR]: [TaskKind.UNMATCHED_MONEY, TaskKind.STATEMENT_GAP, TaskKind.HOLD_ENDS_SOON],
  [TaskSubject.BATCH]: [TaskKind.BATCH_NOT_TAKEN, TaskKind.PAYMENT_REFUSED],
} as const satisfies Readonly<Record<TaskSubject, readonly TaskKind[]>>;

export type InvoiceTask = (typeof TASKS_OF)['invoice'][number];
export type CaseTask = (typeof TASKS_OF)['case'][number];

/** A task that is open. A kind stands once at a time, or once for each key that tells several apart. */
export interface OpenTask<Kind extends TaskKind = TaskKind> {
  readonly kind: Kind;
  /** What tells several of one kind apart; empty for a kind that stands alone. */
  readonly key: string;
  /** What exactly happened, beside the sentence of its kind. */
  readonly note: string | null;
}

interface WithTasks {
  readonly facts: { readonly tasks: readonly OpenTask[] };
}
type KindIn<P extends WithTasks> = P['facts']['tasks'][number]['kind'];

/** Puts a task on the list, behind those that stand there; one of its kind and key that stands already stays. */
export function raiseTask<P extends WithTasks>(
  decision: P,
  kind: KindIn<P>,
  { note = null, key = '' }: Partial<Pick<OpenTask, 'note' | 'key'>> = {},
): P {
  if (hasTask(decision.facts, kind, key)) return decision;
  return withTasks(decision, [...decision.facts.tasks, { kind, key, note }]);
}

/** Takes a task off the list; without a key all of its kind. */
export function endTask<P extends WithTasks>(decision: P, kind: KindIn<P>, key?: string): P {
  return keepTasks(decision, (task) => task.kind !== kind || (key !== undefined && task.key !== key));
}

/** Leaves only the tasks that the rule keeps. */
export function keepTasks<P extends WithTasks>(
  decision: P,
  keeps: (task: P['facts']['tasks'][number]) => boolean,
): P {
  const kept = decision.facts.tasks.filter(keeps);
  return kept.length === decision.facts.tasks.length ? decision : withTasks(decision, kept);
}

export function hasTask({ tasks }: WithTasks['facts'], kind: TaskKind, key?: string): boolean {
  return tasks.some((task) => task.kind === kind && (key === undefined || task.key === key));
}

function withTasks<P extends WithTasks>(decision: P, tasks: readonly OpenTask[]): P {
  return { ...decision, facts: { ...decision.facts, tasks } };
}

/** The oldest open task's kind, and how many there are. */
export interface Needs {
  readonly attention: TaskKind | null;
  readonly openTasks: number;
}

export function needsOf<Kind extends TaskKind>(
  tasks: readonly OpenTask<Kind>[],
): { readonly attention: Kind | null; readonly openTasks: number } {
  return { attention: tasks[0]?.kind ?? null, openTasks: tasks.length };
}

/** As lists show it: the oldest kind, and how many others stand beside it. */
export function needsInShort({ attention, openTasks }: Needs): string | null {
  return attention !== null && openTasks > 1 ? `${attention} +${openTasks - 1}` : attention;
}

/** Which tasks came and which went between two readings of a list. */
export function tasksBetween(
  before: readonly OpenTask[],
  after: readonly OpenTask[],
): { readonly raised: readonly OpenTask[]; readonly ended: readonly OpenTask[] } {
  if (before === after) return NONE;
  const isIn = (list: readonly OpenTask[], { kind, key }: OpenTask) =>
    list.some((one) => one.kind === kind && one.key === key);
  return {
    raised: after.filter((task) => !isIn(before, task)),
    ended: before.filter((task) => !isIn(after, task)),
  };
}
const NONE = { raised: [], ended: [] } as const;

/** How a task came to its end. */
export const TaskEnd = {
  /** What it was about is so no longer. */
  ITSELF: 'by itself',
  DONE: 'done',
  DISMISSED: 'dismissed',
} as const;
export type TaskEnd = (typeof TaskEnd)[keyof typeof TaskEnd];
