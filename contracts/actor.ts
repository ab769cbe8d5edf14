import type { Instant } from '../domain/kernel/day.ts';
import type { RefusalCode } from '../domain/kernel/refusal.ts';
import type { TaskKind } from '../domain/tasks/task.ts';

/** What the plans of all actors (invoices, cases) have in common: all that their loop has to know. */
export interface ActorPlan {
  readonly step: string;
  /** Null: nothing by itself, only a message. */
  readonly at: Instant | null;
  readonly because: string;
  readonly held: boolean;
  /** What a person has to look at: the kind of the oldest open task. */
  readonly attention: string | null;
  /** How many tasks are open, when they are more than one. */
  readonly openTasks?: number;
  /** Version of the subject's row; a plan that moves on raises it or `at`. */
  readonly version: number;
}

/** What a plan says of a subject's open tasks. */
export function shownNeeds<Kind extends TaskKind>({
  attention,
  openTasks,
}: {
  readonly attention: Kind | null;
  readonly openTasks: number;
}): { readonly attention: Kind | null; readonly openTasks?: number } {
  return openTasks > 1 ? { attention, openTasks } : { attention };
}

/** How many tasks stand beside the one that a workflow raises of itself, which no row knows. */
export function withOneMore(
  { attention, openTasks = 1 }: ActorPlan,
  own: string | null,
): { openTasks?: number } {
  const others = attention === null || attention === own ? 0 : openTasks;
  return others === 0 ? {} : { openTasks: others + 1 };
}

export interface ActorInput<Plan extends ActorPlan> {
  readonly creditor: string;
  /** The plan decided when the workflow was started; without one it is decided first. */
  readonly plan?: Plan;
  /** A rehearsal moves a logical clock to each step instead of waiting for it. */
  readonly rehearsal?: RehearsalInput;
  /** Only from the run that this one continues. */
  readonly keys?: HandedOnKeys;
}

/** How messages without an id of their own were named so far. */
export interface HandedOnKeys {
  readonly prefix: string;
  readonly counts: Readonly<Record<string, number>>;
}

export interface RehearsalInput {
  readonly startsAt: Instant;
}

/** One step of what is named. */
export type StepInputOf<Ref> = Ref & {
  /** The moment the step is decided for; live, the activity takes the later of this and now. */
  readonly asOf: Instant;
};

/** One message to what is named: a Temporal signal or an update with one JSON object. */
export type CommandInputOf<Ref, Kind> = StepInputOf<Ref> & {
  readonly kind: Kind | MaintenanceKind;
  /** As received; validated before it is applied. */
  readonly message: unknown;
  readonly commandId: string;
};

/** Messages that are no commands of the rules but act on effects and on the workflow itself. */
export const MaintenanceKind = {
  RESOLVE_EFFECT: 'resolveEffect',
  /** Someone pressed Cancel. */
  CANCEL: 'cancel',
  /** A message of an unknown name. */
  UNKNOWN: 'unknown',
  /** A message whose content cannot be read or has a wrong form: only its name and the cause are kept. */
  REFUSED: 'refused',
  /** A message that failed again and again though all else goes on: it is kept with its error, and others are served. */
  SET_ASIDE: 'setAside',
} as const;
export type MaintenanceKind = (typeof MaintenanceKind)[keyof typeof MaintenanceKind];

/** Messages that the loop itself puts into the inbox. */
export type LoopKind =
  | typeof MaintenanceKind.CANCEL
  | typeof MaintenanceKind.UNKNOWN
  | typeof MaintenanceKind.REFUSED
  | typeof MaintenanceKind.SET_ASIDE;

/** What is kept of a message that nobody can apply. */
export interface RefusedMessage {
  /** Name of the message as it was sent, shortened. */
  readonly name: string;
  /** Why, in one sentence without the content. */
  readonly because: string;
}

/** What is kept of a message that was set aside. */
export interface MessageSetAside {
  readonly name: string;
  /** The error of its last attempt. */
  readonly because: string;
  /** As it was sent, so that it can be sent again. */
  readonly message: unknown;
}

/**
 * A plan as people and other services read it: its moment as an instant with its zone. What workflows and the books
 * keep for themselves (start inputs, results of activities) stays in milliseconds.
 */
export type Readable<Plan extends ActorPlan> = Omit<Plan, 'at'> & { readonly at: string | null };

export function readable<Plan extends ActorPlan>(plan: Plan): Readable<Plan> {
  return { ...plan, at: plan.at === null ? null : new Date(plan.at).toISOString() };
}

export type AnswerWith<Plan> =
  | { readonly ok: true; readonly says: string; readonly state: Plan }
  | {
      readonly ok: false;
      readonly refused: string;
      /** Not in answers that were kept before there were codes. */
      readonly code?: RefusalCode;
      readonly state: Plan | null;
      /** It was decided on a version that is not the current one any more. */
      readonly conflict?: true;
      /** No database knows what it is about. */
      readonly notFound?: true;
    };

export interface OutcomeWith<Plan> {
  readonly plan: Plan;
  readonly answer: AnswerWith<Plan>;
}
