import {
  ApplicationFailure,
  CancellationScope,
  condition,
  currentUpdateInfo,
  defineQuery,
  defineSignal,
  defineUpdate,
  setDefaultQueryHandler,
  setDefaultSignalHandler,
  setDefaultUpdateHandler,
  setHandler,
  uuid4,
} from '@temporalio/workflow';
import { type ActorPlan, type AnswerWith, MaintenanceKind } from '../../contracts/actor.ts';
import { FailureType } from '../../contracts/failures.ts';
import type { Inbox, Message } from './inbox.ts';
import type { MessageForm, PlanWords, Subject } from './subject.ts';
import { becauseInWords, todoInWords } from './words.ts';

/** Every message is a signal (fire and forget, in bulk) and an update (answered); both take one JSON object. */
export function registerMessages<Plan extends ActorPlan, Kind extends string>(
  { noun, messages, words }: Subject<Plan, Kind>,
  inbox: Inbox<Plan, Kind>,
  plan: () => Plan | undefined,
): void {
  for (const form of messages) register(inbox, form);
  const knownNames = messages.map(({ kind }) => kind).join(', ');
  setDefaultSignalHandler((name, ...content) => {
    const commandId = commandIdOf(content[0]) ?? uuid4();
    inbox.put({ kind: MaintenanceKind.UNKNOWN, content: { name }, commandId, awaited: false });
  });
  setDefaultUpdateHandler((name) => {
    throw ApplicationFailure.nonRetryable(
      `There is no message "${name}": this ${noun} understands ${knownNames}.`,
      FailureType.BAD_MESSAGE,
    );
  });
  setDefaultQueryHandler((name) => {
    throw ApplicationFailure.nonRetryable(
      `There is no query "${name}": ask for state or whyNot.`,
      FailureType.BAD_MESSAGE,
    );
  });
  setHandler(defineQuery('state'), () => readable(plan()), {
    description: `Where the ${noun} stands and what comes next.`,
  });
  setHandler(defineQuery('whyNot'), () => whyNot(words, plan()), {
    description: 'Why nothing happens right now, and until when.',
  });
}

function register<Plan extends ActorPlan, Kind extends string>(
  inbox: Inbox<Plan, Kind>,
  { kind, description, parse }: MessageForm<Kind>,
): void {
  setHandler(
    defineSignal<[unknown]>(kind),
    (content) => inbox.put({ kind, content, commandId: commandIdOf(content) ?? uuid4(), awaited: false }),
    { description },
  );
  setHandler(
    defineUpdate<AnswerWith<Plan>, [unknown]>(kind),
    async (content) => {
      const commandId = commandIdOf(content) ?? currentUpdateInfo()?.id ?? uuid4();
      const message: Message<Plan, Kind> = { kind, content, commandId, awaited: true };
      inbox.put(message);
      // Cancel from the UI is a message like any other: it must not cut off whoever waits for an answer.
      await CancellationScope.nonCancellable(() => condition(() => message.answer !== undefined));
      const { answer } = message;
      if (answer === undefined || !answer.ok) {
        const type = answer?.conflict === true ? FailureType.CONFLICT : FailureType.REFUSED;
        throw ApplicationFailure.nonRetryable(answer?.refused ?? 'No answer.', type);
      }
      return answer;
    },
    {
      description,
      validator: (content) => {
        const parsed = parse(content);
        if ('problem' in parsed)
          throw ApplicationFailure.nonRetryable(parsed.problem, FailureType.BAD_MESSAGE);
      },
    },
  );
}

function commandIdOf(content: unknown): string | undefined {
  if (typeof content !== 'object' || content === null || !('commandId' in content)) return undefined;
  const { commandId } = content;
  return typeof commandId === 'string' && commandId !== '' ? commandId : undefined;
}

/** The moment as people read it. */
function readable(plan: ActorPlan | undefined): unknown {
  if (plan === undefined) return null;
  return { ...plan, at: plan.at === null ? null : new Date(plan.at).toISOString() };
}

function whyNot<Plan extends ActorPlan>(words: PlanWords<Plan>, plan: Plan | undefined): unknown {
  if (plan === undefined) return { because: 'STARTING', says: 'The first decision is under way.' };
  const todo = todoInWords(words, plan);
  return {
    because: plan.because,
    says: becauseInWords(words, plan),
    ...(plan.at === null ? {} : { until: new Date(plan.at).toISOString() }),
    ...(todo === undefined ? {} : { needs: plan.attention, todo }),
  };
}
