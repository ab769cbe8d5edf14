import type { ActorPlan } from '../../contracts/actor.ts';
import { needsInShort, type TaskKind } from '../../domain/tasks/task.ts';
import type { PlanWords } from './subject.ts';

export function stepInWords<Plan extends ActorPlan>(words: PlanWords<Plan>, { step }: Plan): string {
  return words.step[step as Plan['step']];
}

export function becauseInWords<Plan extends ActorPlan>(words: PlanWords<Plan>, { because }: Plan): string {
  return words.because[because as Plan['because']];
}

/** What a person has to do; undefined when nothing. */
export function todoInWords<Plan extends ActorPlan>(
  words: PlanWords<Plan>,
  { attention }: Plan,
): string | undefined {
  return attention === null ? undefined : words.attention[attention as NonNullable<Plan['attention']>];
}

/** What comes next, when, and why only then; `what` says which one of several. */
export function nextInWords<Plan extends ActorPlan>(words: PlanWords<Plan>, plan: Plan, what = ''): string {
  const because = becauseInWords(words, plan);
  if (plan.at === null) return `Waits without a date. ${because}`;
  const at = new Date(plan.at).toISOString().slice(0, 16).replace('T', ' ');
  return `On ${at} UTC ${stepInWords(words, plan)}${what}. ${because}`;
}

function shortOf({ attention, openTasks = 1 }: ActorPlan): string | null {
  return needsInShort({ attention: attention as TaskKind | null, openTasks });
}

/** What needs a person, as the details show it; null when nothing does. */
export function needsInWords<Plan extends ActorPlan>(words: PlanWords<Plan>, plan: Plan): string | null {
  const todo = todoInWords(words, plan);
  return todo === undefined ? null : `**Needs you: ${shortOf(plan)}.** ${todo}`;
}
