import {
  ApplicationFailure,
  CancellationScope,
  condition,
  currentUpdateInfo,
  defineQuery,
  defineSignal,
  defineUpdate,
  patched,
  setDefaultQueryHandler,
  setDefaultSignalHandler,
  setDefaultUpdateHandler,
  setHandler,
} from '@temporalio/workflow';
import {
  type ActorPlan,
  type AnswerWith,
  MaintenanceKind,
  type Readable,
  readable,
} from '../../contracts/actor.ts';
import { FailureType } from '../../contracts/failures.ts';
import { whyUnreadable } from '../../contracts/unreadable.ts';
import { LONGEST_TEXT } from '../../domain/kernel/fields.ts';
import { descriptionOf, type MessageForm, readMessage } from '../../domain/kernel/message.ts';
import { RefusalCode } from '../../domain/kernel/refusal.ts';
import type { Inbox, Message } from './inbox.ts';
import { Patch } from './patches.ts';
import { shortened } from './shortened.ts';
import type { PlanWords, Subject } from './subject.ts';
import { becauseInWords, todoInWords } from './words.ts';

/** Every message is a Temporal signal (fire and forget, in bulk) and an update (answered), each with one JSON object. */
export function registerMessages<Plan extends ActorPlan, Kind extends string>(
  { noun, messages, words }: Subject<Plan, Kind>,
  inbox: Inbox<Plan, Kind>,
  plan: () => Plan | undefined,
): void {
  const early = serveEarly(messages, inbox);
  for (const form of messages) {
    register(inbox, form);
    for (const { name, args } of early) if (name === form.kind) receive(inbox, form, args);
  }
  const knownNames = messages.map(({ kind }) => kind).join(', ');
  const noSuch = (name: string) =>
    `There is no message "${shortened(name)}": this ${noun} understands ${knownNames}.`;
  setDefaultSignalHandler((name, ...args) => receiveUnknown(inbox, name, args));
  for (const { name, args } of early) {
    if (!messages.some(({ kind }) => kind === name)) receiveUnknown(inbox, name, args);
  }
  setDefaultUpdateHandler((name) => {
    throw badMessage(noSuch(name));
  });
  setDefaultQueryHandler((name) => {
    throw badMessage(`There is no query "${shortened(name)}": ask for state or whyNot.`);
  });
  setHandler(defineQuery('state'), () => shown(plan()), {
    description: `Where the ${noun} stands and what comes next.`,
  });
  setHandler(defineQuery('whyNot'), () => whyNot(words, plan()), {
    description: 'Why nothing happens right now, and until when.',
  });
}

interface EarlyMessage {
  readonly name: string;
  readonly args: readonly unknown[];
}

/**
 * Messages that came before the workflow's first task, as after a reset or at once after it continued as new, would be
 * handed out by name, in the order in which handlers are registered: a pause after its own resume. One handler for
 * all of them, there before any other, takes them in the order in which they came.
 *
 * Returns those of histories from before this was so, for their handlers.
 */
function serveEarly<Plan extends ActorPlan, Kind extends string>(
  messages: readonly MessageForm<Kind>[],
  inbox: Inbox<Plan, Kind>,
): readonly EarlyMessage[] {
  const byName = new Map<string, MessageForm<Kind>>(messages.map((form) => [form.kind, form]));
  const early: EarlyMessage[] = [];
  setDefaultSignalHandler((name, ...args) => {
    const form = byName.get(name);
    if (!patched(Patch.IN_ORDER)) early.push({ name, args });
    else if (form === undefined) receiveUnknown(inbox, name, args);
    else receive(inbox, form, args);
  });
  return early;
}

function receive<Plan extends ActorPlan, Kind extends string>(
  inbox: Inbox<Plan, Kind>,
  form: MessageForm<Kind>,
  args: readonly unknown[],
): void {
  const because = problemOf(form, args);
  if (because === null) inbox.put(messageFrom(inbox, form.kind, args[0], false));
  // Without what was sent: it may be of any size, and hold what nobody here should read.
  else inbox.refuse(form.kind, because, args);
}

function receiveUnknown<Plan extends ActorPlan, Kind extends string>(
  inbox: Inbox<Plan, Kind>,
  name: string,
  args: readonly unknown[],
): void {
  const content = { name: shortened(name) };
  const commandId = idIn(args[0]) ?? inbox.keys.keyOf(content.name, args);
  inbox.put({ kind: MaintenanceKind.UNKNOWN, content, commandId, awaited: false });
}

function register<Plan extends ActorPlan, Kind extends string>(
  inbox: Inbox<Plan, Kind>,
  form: MessageForm<Kind>,
): void {
  const { kind } = form;
  const description = descriptionOf(form);
  setHandler(defineSignal<unknown[]>(kind), (...args) => receive(inbox, form, args), { description });
  setHandler(
    defineUpdate<AnswerWith<Readable<Plan>>, unknown[]>(kind),
    async (...args) => {
      const message = messageFrom(inbox, kind, args[0], true);
      inbox.put(message);
      // Cancel from the UI is a message like any other: it must not cut off whoever waits for an answer.
      await CancellationScope.nonCancellable(() => condition(() => message.answer !== undefined));
      const { answer } = message;
      if (answer === undefined || !answer.ok) {
        throw failureOf(answer);
      }
      return { ...answer, state: readable(answer.state) };
    },
    {
      description,
      validator: (...args) => {
        const because = problemOf(form, args);
        if (because !== null) throw badMessage(because);
      },
    },
  );
}

/** A refusal as a failure: its sentence, its type, and its code as the only detail. */
function failureOf(answer: AnswerWith<ActorPlan> | undefined): ApplicationFailure {
  const code = answer?.ok === false ? answer.code : undefined;
  const says = answer?.ok === false ? answer.refused : 'No answer.';
  return ApplicationFailure.nonRetryable(says, typeOf(answer), ...(code === undefined ? [] : [code]));
}

function typeOf(answer: AnswerWith<ActorPlan> | undefined): FailureType {
  if (answer === undefined || answer.ok) return FailureType.REFUSED;
  if (answer.notFound === true) return FailureType.NOT_FOUND;
  return answer.conflict === true ? FailureType.CONFLICT : FailureType.REFUSED;
}

function messageFrom<Plan extends ActorPlan, Kind extends string>(
  inbox: Inbox<Plan, Kind>,
  kind: Kind,
  content: unknown,
  awaited: boolean,
): Message<Plan, Kind> {
  const ownId = awaited ? currentUpdateInfo()?.id : undefined;
  return { kind, content, commandId: idIn(content) ?? ownId ?? inbox.keys.keyOf(kind, content), awaited };
}

/** Why a message cannot be applied whatever the books say; null for one of a right form. */
function problemOf(form: MessageForm, args: readonly unknown[]): string | null {
  const { kind } = form;
  const [content, ...more] = args;
  const cause = args.map(whyUnreadable).find((why) => why !== null);
  if (cause !== undefined) return `${kind} cannot be read (${shortened(cause ?? '')}): send one JSON object.`;
  if (more.length > 0) return `${kind} takes one JSON object, and ${args.length} were sent.`;
  // Must be synchronous: an asynchronous validator never rejects and fails the workflow task for ever.
  const parsed = readMessage(form, content, '');
  return 'problem' in parsed ? shortened(parsed.problem) : null;
}

function badMessage(says: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(says, FailureType.BAD_MESSAGE, RefusalCode.WRONG_FORM);
}

/** The message's own id, where it has one of a right form. */
function idIn(content: unknown): string | undefined {
  if (typeof content !== 'object' || content === null || !('commandId' in content)) return undefined;
  const { commandId } = content;
  const isId = typeof commandId === 'string' && commandId !== '' && commandId.length <= LONGEST_TEXT;
  return isId ? commandId : undefined;
}

function shown<Plan extends ActorPlan>(plan: Plan | undefined): Readable<Plan> | null {
  return plan === undefined ? null : readable(plan);
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
