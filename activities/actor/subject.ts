import type { ActorPlan, CommandInputOf, StepInputOf } from '../../contracts/actor.ts';
import type { About } from '../../db/database.ts';
import type { EffectRow } from '../../db/effects/effects.ts';
import type { ScriptedEventRow } from '../../db/rehearsal/scripted-events.ts';
import type { Tx } from '../../db/tx.ts';
import type { Resolution } from '../../domain/effects/effect-outcome.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Parsed } from '../../domain/kernel/message.ts';
import type { Refused } from '../../domain/kernel/refusal.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import type { GatewayFailure, Receipt } from '../../gateways/port.ts';
import type { Sources } from '../../gather/sources.ts';
import type { Deps } from '../deps.ts';
import type { ClaimedDelivery } from '../effects/delivery.ts';

/** The types of one subject: what names it, what is read of it, what is decided and planned about it. */
export interface SubjectTypes {
  readonly Ref: { readonly creditor: string };
  readonly Gathered: { readonly row: { readonly id: number; readonly hasWorkflow: boolean } };
  readonly Decision: object;
  readonly Command: { readonly kind: string; readonly by: string; readonly commandId: string };
  readonly Plan: ActorPlan;
  /** What was found out before a transaction, as it takes time: from a gateway, by rendering letters. */
  readonly Learned: unknown;
}

export type InputOf<S extends SubjectTypes> = StepInputOf<S['Ref']>;
export type MessageOf<S extends SubjectTypes> = CommandInputOf<S['Ref'], string>;

/** What is decided, inside the transaction that read it. */
export interface Context<S extends SubjectTypes> {
  readonly deps: Pick<Deps, 'sources'>;
  readonly gathered: S['Gathered'];
  readonly decision: S['Decision'];
  readonly asOf: Instant;
}

/** Who brought something about, and in answer to which message. */
export interface Author {
  readonly by: string;
  readonly commandId: string | null;
}

/** What a step leads to: a decision to write, and effects claimed to be handed over once it is written. */
export interface Performed<S extends SubjectTypes> {
  readonly context: Context<S>;
  readonly deliveries: readonly ClaimedDelivery[];
}

/** A decision to write after a message, with its answer. */
export interface Accepted<S extends SubjectTypes> {
  readonly context: Context<S>;
  /** Who brought it about; the engine when left out. */
  readonly author?: Author;
  readonly says: string;
  readonly refused?: undefined;
}

export interface RefusedMessage extends Omit<Refused, 'code'>, Partial<Pick<Refused, 'code'>> {
  readonly isConflict?: true;
}

/** An effect that was in a gateway's hands; a person's word about it comes without an attempt. */
export type HandedOver = Pick<ClaimedDelivery, 'key' | 'kind' | 'channel' | 'attempts'> & {
  readonly attemptToken?: string;
};

/** A message that was answered, as the books keep it. */
export interface AnsweredMessage {
  readonly commandId: string;
  readonly kind: string;
  readonly body: unknown;
  readonly result: unknown;
  readonly at: Instant;
}

/** What the actor is told of one kind of thing that it carries: invoices, cases. */
export interface Subject<S extends SubjectTypes> {
  /** As sentences call it: `invoice`. */
  readonly name: string;
  readonly END: S['Plan']['step'];
  /** Why its plan waits for the next event of a rehearsal's script. */
  readonly SCRIPT: S['Plan']['because'];
  /** Messages that only ask to look again: their answers are not kept, as every payment sends one. */
  readonly looksAgain: readonly string[];

  /** What a transaction about it changes: it and what else there is of its customer, which others then leave alone. */
  about(ref: S['Ref']): About;

  // Reading and deciding.
  gather(tx: Tx, sources: Sources, ref: S['Ref'], asOf: Instant): Promise<S['Gathered']>;
  settle(gathered: S['Gathered'], asOf: Instant): S['Decision'];
  nextStep(context: Context<S>): Pick<S['Plan'], 'step' | 'at' | 'because'>;
  /** When it was last decided on. */
  decidedAt(tx: Tx, ref: S['Ref']): Promise<Instant>;
  /** The plan as it stands in its row, only that it waits until then for what was staged before. */
  waitingPlan(tx: Tx, sources: Sources, ref: S['Ref'], until: Instant): Promise<S['Plan']>;

  // A step.
  /** Before its transaction: asks gateways, renders letters. */
  learn(deps: Deps, step: S['Plan']['step'], input: InputOf<S>): Promise<S['Learned']>;
  /** Writes what was learned before the facts are read; a decision when that was all there is to do. */
  noteLearned(tx: Tx, deps: Deps, input: InputOf<S>, learned: S['Learned']): Promise<Context<S> | null>;
  /** The next event of a rehearsal's script that is about it. */
  nextScripted(tx: Tx, row: S['Gathered']['row']): Promise<ScriptedEventRow | undefined>;
  /** Carries out the step that is due. */
  perform(
    tx: Tx,
    deps: Deps,
    plan: Pick<S['Plan'], 'step' | 'because'>,
    context: Context<S>,
    learned: S['Learned'],
  ): Promise<Performed<S>>;

  // Messages.
  answered(
    tx: Tx,
    id: number,
    commandId: string,
  ): Promise<Pick<AnsweredMessage, 'kind' | 'body' | 'result'> | undefined>;
  keepAnswer(tx: Tx, id: number, answered: AnsweredMessage): Promise<unknown>;
  /** Before the transaction of a message; null where it takes nothing. */
  learnForMessage(deps: Deps, input: MessageOf<S>): Promise<S['Learned'] | null>;
  parse(kind: string, message: unknown, commandId: string): Parsed<S['Command']>;
  decideMessage(
    tx: Tx,
    context: Context<S>,
    command: S['Command'],
    learned: S['Learned'] | null,
  ): Promise<Accepted<S> | RefusedMessage>;
  /** Asks a person to look at it. */
  raise(
    context: Context<S>,
    kind: typeof TaskKind.CANCEL_REQUESTED | typeof TaskKind.MESSAGE_SET_ASIDE,
    more?: { readonly key: string; readonly note: string },
  ): S['Decision'];
  /** True when the decision erases it: then there is nothing to keep an answer with. */
  erases(decision: S['Decision']): boolean;

  // Effects. Each writes what became of one and says what that leads to; null when that changes no plan.
  arrived(
    tx: Tx,
    deps: Pick<Deps, 'sources'>,
    input: InputOf<S>,
    effect: HandedOver,
    receipt: Receipt,
    author: Author,
  ): Promise<Context<S> | null>;
  failed(
    tx: Tx,
    deps: Pick<Deps, 'sources'>,
    input: InputOf<S>,
    effect: HandedOver,
    cause: GatewayFailure,
  ): Promise<Context<S> | null>;
  uncertain(
    tx: Tx,
    deps: Pick<Deps, 'sources'>,
    input: InputOf<S>,
    effect: HandedOver,
    error: string,
  ): Promise<Context<S> | null>;
  parseResolveEffect(message: unknown, commandId: string): Parsed<Resolution>;
  /** True when the effect is about this one. */
  owns(row: S['Gathered']['row'], effect: EffectRow): boolean;
  /** Writes what a person found out about an effect. */
  resolve(
    tx: Tx,
    context: Context<S>,
    input: InputOf<S>,
    said: Resolution,
    effect: EffectRow,
  ): Promise<Accepted<S> | RefusedMessage>;

  // Writing.
  /** Writes a decision and the next step; whether a workflow carries it is left as it stands. */
  write(tx: Tx, context: Context<S>, author: Author): Promise<S['Plan']>;
  setHasWorkflow(tx: Tx, id: number, has: boolean): Promise<void>;
  /** After a transaction: who else has to look now. */
  tellOthers(deps: Deps, input: InputOf<S>, plan: S['Plan']): Promise<void>;
}

/** Reads it and settles what is known as of that moment. */
export async function look<S extends SubjectTypes>(
  subject: Subject<S>,
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  ref: S['Ref'],
  asOf: Instant,
): Promise<Context<S>> {
  const gathered = await subject.gather(tx, deps.sources, ref, asOf);
  return { deps, gathered, decision: subject.settle(gathered, asOf), asOf };
}
