import { ApplicationFailure, workflowInfo } from '@temporalio/workflow';
import type { ActorInput, ActorPlan, HandedOnKeys, RehearsalInput } from '../../contracts/actor.ts';
import { FailureType } from '../../contracts/failures.ts';
import { REHEARSAL_NAMESPACE } from '../../contracts/task-queues.ts';
import { whyUnreadable } from '../../contracts/unreadable.ts';
import { whyNotKept } from '../../domain/kernel/keepable.ts';
import type { PlanWords } from './subject.ts';

/** What a workflow goes on with, and what was wrong with the input it was started with. */
export interface Start<Plan extends ActorPlan, Ref> {
  readonly ref: Ref;
  readonly input: ActorInput<Plan> & Ref;
  /** Each in one sentence; the workflow goes on from the books all the same. */
  readonly problems: readonly string[];
}

interface Expected<Plan extends ActorPlan, Ref> {
  readonly noun: string;
  /** What the workflow's id names; undefined for an id of another form, as replays give. */
  readonly ref: Ref | undefined;
  /** The fields that say what the workflow is about. */
  readonly names: readonly (keyof Ref & string)[];
  readonly words: PlanWords<Plan>;
}

/**
 * Reads what a workflow was started with. Its id says what it is about, so that a subject has one workflow; an input
 * that says something else, or nothing that can be read, is set aside, and the first plan is decided from the books.
 */
export function readStart<Plan extends ActorPlan, Ref extends { readonly creditor: string }>(
  args: readonly unknown[],
  { noun, ref: ofId, names, words }: Expected<Plan, Ref>,
): Start<Plan, Ref> {
  const problems: string[] = [];
  const given = objectIn(args, problems);
  const ref = ofId ?? refIn<Ref>(given, names);
  if (ref === undefined) {
    throw ApplicationFailure.nonRetryable(
      `Neither its id nor its start says which ${noun} this workflow is about: give it an id like ${noun}/acme/1001.`,
      FailureType.BAD_MESSAGE,
    );
  }
  for (const name of names) {
    if (given !== null && given[name] !== ref[name]) {
      problems.push(`\`${name}\` of the start is not what the workflow's id says; the id stands.`);
    }
  }
  const plan = planIn(given, words, problems);
  const rehearsal = rehearsalIn(given, problems);
  const keys = keysIn(given);
  const own = {
    ...(plan === undefined ? {} : { plan }),
    ...(rehearsal === undefined ? {} : { rehearsal }),
    ...(keys === undefined ? {} : { keys }),
  };
  return { ref, input: { ...ref, ...own }, problems };
}

function objectIn(args: readonly unknown[], problems: string[]): Record<string, unknown> | null {
  const [input] = args;
  const because = whyUnreadable(input);
  if (because !== null) problems.push(`The start cannot be read (${because}).`);
  else if (typeof input === 'object' && input !== null && !Array.isArray(input)) {
    return input as Record<string, unknown>;
  } else problems.push('The start takes one JSON object.');
  return null;
}

function refIn<Ref>(
  given: Record<string, unknown> | null,
  names: readonly (keyof Ref & string)[],
): Ref | undefined {
  const values = names.map((name) => given?.[name]);
  const isName = (value: unknown) =>
    typeof value === 'string' && value !== '' && whyNotKept(value) === undefined;
  if (!values.every(isName)) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, values[index]])) as Ref;
}

function planIn<Plan extends ActorPlan>(
  given: Record<string, unknown> | null,
  words: PlanWords<Plan>,
  problems: string[],
): Plan | undefined {
  const plan = given?.plan;
  if (plan === undefined || plan === null) return undefined;
  if (isPlan(plan, words)) return plan;
  problems.push('`plan` of the start is none: it is decided from the books.');
  return undefined;
}

function isPlan<Plan extends ActorPlan>(value: unknown, words: PlanWords<Plan>): value is Plan {
  if (typeof value !== 'object' || value === null) return false;
  const { step, because, at, version, held, attention } = value as Partial<ActorPlan>;
  return (
    isKeyOf(words.step, step) &&
    isKeyOf(words.because, because) &&
    (at === null || (typeof at === 'number' && Number.isSafeInteger(at))) &&
    typeof version === 'number' &&
    typeof held === 'boolean' &&
    (attention === null || isKeyOf(words.attention, attention))
  );
}

function isKeyOf(words: object, value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(words, value);
}

/** From a run that continued as this one; anybody else's would make new messages look like old ones. */
function keysIn(given: Record<string, unknown> | null): HandedOnKeys | undefined {
  if (workflowInfo().continuedFromExecutionRunId === undefined) return undefined;
  const { prefix, counts } = (given?.keys ?? {}) as Partial<HandedOnKeys>;
  if (typeof prefix !== 'string' || typeof counts !== 'object' || counts === null) return undefined;
  return Object.values(counts).every((count) => typeof count === 'number') ? { prefix, counts } : undefined;
}

/** A rehearsal runs in a namespace of its own: asked for anywhere else, it would carry a real claim ahead of time. */
function rehearsalIn(given: Record<string, unknown> | null, problems: string[]): RehearsalInput | undefined {
  const rehearsal = given?.rehearsal;
  if (rehearsal === undefined || rehearsal === null) return undefined;
  if (!workflowInfo().namespace.startsWith(REHEARSAL_NAMESPACE)) {
    problems.push('`rehearsal` of the start has no effect on a live worker.');
    return undefined;
  }
  const { startsAt } = rehearsal as Partial<RehearsalInput>;
  if (typeof startsAt === 'number' && Number.isSafeInteger(startsAt)) return { startsAt };
  problems.push('`rehearsal` of the start needs `startsAt`.');
  return undefined;
}
