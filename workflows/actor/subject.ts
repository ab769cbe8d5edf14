import type { ActorPlan, LoopKind, OutcomeWith } from '../../contracts/actor.ts';
import type { SearchAttributeValues } from '../../contracts/search-attributes.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { MessageForm } from '../../domain/kernel/message.ts';

/** What an actor is about, an invoice or a case: the loop waits and serves, all else is the subject's own. */
export interface Subject<Plan extends ActorPlan, Kind extends string> {
  /** What people call it, in sentences. */
  readonly noun: string;
  readonly messages: readonly MessageForm<Kind>[];
  readonly words: PlanWords<Plan>;
  /** Carries out the plan's step; without a plan, decides the first one. */
  carryOut(plan: Plan | undefined, asOf: Instant): Promise<Plan>;
  apply(message: ReceivedMessage<Kind>, asOf: Instant): Promise<OutcomeWith<Plan>>;
  hasEnded(plan: Plan): boolean;
  detailsOf(plan: Plan): string;
  searchAttributesOf(plan: Plan): SearchAttributeValues;
  /** True: a step that is due at once is not shown in lists, which would cost an Action before each of several. */
  readonly passesUnseen: boolean;
  /** What a plan says while it cannot go on by itself. */
  readonly stuck: Pick<Plan, 'step' | 'because' | 'attention'>;
  /** Stands for the plan when none could be decided yet. */
  readonly unknown: Plan;
  /** The end of a workflow whose subject is in no database. */
  readonly absent: Plan;
}

interface ReceivedMessage<Kind extends string> {
  readonly kind: Kind | LoopKind;
  readonly message: unknown;
  readonly commandId: string;
}

/** The sentences for a plan's codes. */
export interface PlanWords<Plan extends ActorPlan> {
  readonly step: Readonly<Record<Plan['step'], string>>;
  readonly because: Readonly<Record<Plan['because'], string>>;
  readonly attention: Readonly<Record<NonNullable<Plan['attention']>, string>>;
}
