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
import { FailureType } from '../../contracts/failures.ts';
import { type Answer, type InvoicePlan, MaintenanceKind } from '../../contracts/invoice.ts';
import { CommandKind } from '../../domain/commands/command.ts';
import { parseCommand } from '../../domain/commands/parse-command.ts';
import { parseResolveEffect } from '../../domain/commands/resolve-effect.ts';
import { ATTENTION_IN_WORDS, BECAUSE_IN_WORDS } from '../../domain/words.ts';
import type { Inbox } from './inbox.ts';

/** What each message does and how to write it: shown beside its form in Temporal's UI. */
const DESCRIPTIONS: Readonly<Record<CommandKind | typeof MaintenanceKind.RESOLVE_EFFECT, string>> = {
  [CommandKind.PAUSE]:
    'Pause: nothing is sent and nothing transferred. {"by":"anna","reason":"OPERATOR","until":"2026-03-01"} (reason and until may be left out)',
  [CommandKind.RESUME]: 'Resume the invoice’s own pauses. {"by":"anna"}',
  [CommandKind.APPROVE]: 'Approve a listed claim of mode 30 for debt collection. {"by":"anna"}',
  [CommandKind.REVOKE_APPROVAL]: 'Take the approval back before the transfer. {"by":"anna"}',
  [CommandKind.CLOSE]: 'Close the claim for good. {"by":"anna","reason":"settled by phone"}',
  [CommandKind.RESTART]:
    'Take a closed claim up again. {"by":"anna","level":"reminder-2"} (level may be left out)',
  [CommandKind.LEDGER_CHANGED]: 'A payment or other booking was recorded. {"by":"bank-import"}',
  [CommandKind.CHANGE_DUE_DATE]: 'Move the due date. {"by":"anna","dueOn":"2026-03-01"}',
  [CommandKind.WAIVE_LEVEL]: 'Let the next reminder pass unsent. {"by":"anna","level":"reminder-1"}',
  [CommandKind.RECONSIDER]: 'Decide the next step again. {"by":"anna"}',
  [MaintenanceKind.RESOLVE_EFFECT]:
    'Say what became of a letter or order. {"by":"anna","key":"invoice/…","outcome":"delivered"} (or notDelivered, bounced)',
};

/** Every message is a signal (fire and forget, in bulk) and an update (answered); both take one JSON object. */
export function registerMessages(inbox: Inbox, plan: () => InvoicePlan | undefined): void {
  for (const kind of Object.values(CommandKind)) {
    register(inbox, kind, (content) => {
      const parsed = parseCommand(kind, content, '');
      return 'problem' in parsed ? parsed.problem : undefined;
    });
  }
  register(inbox, MaintenanceKind.RESOLVE_EFFECT, (content) => {
    const parsed = parseResolveEffect(content, '');
    return 'problem' in parsed ? parsed.problem : undefined;
  });
  const knownNames = Object.keys(DESCRIPTIONS).join(', ');
  setDefaultSignalHandler((name, ...content) => {
    const commandId = commandIdOf(content[0]) ?? uuid4();
    inbox.put({ kind: MaintenanceKind.UNKNOWN, content: { name }, commandId, awaited: false });
  });
  setDefaultUpdateHandler((name) => {
    throw ApplicationFailure.nonRetryable(
      `There is no message "${name}": this invoice understands ${knownNames}.`,
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
    description: 'Where the invoice stands and what comes next.',
  });
  setHandler(defineQuery('whyNot'), () => whyNot(plan()), {
    description: 'Why nothing happens right now, and until when.',
  });
}

function register(
  inbox: Inbox,
  kind: CommandKind | typeof MaintenanceKind.RESOLVE_EFFECT,
  problemWith: (content: unknown) => string | undefined,
): void {
  const description = DESCRIPTIONS[kind];
  setHandler(
    defineSignal<[unknown]>(kind),
    (content) => inbox.put({ kind, content, commandId: commandIdOf(content) ?? uuid4(), awaited: false }),
    { description },
  );
  setHandler(
    defineUpdate<Answer, [unknown]>(kind),
    async (content) => {
      const commandId = commandIdOf(content) ?? currentUpdateInfo()?.id ?? uuid4();
      const message = { kind, content, commandId, awaited: true, answer: undefined as Answer | undefined };
      inbox.put(message as never);
      // Cancel from the UI is a message like any other: it must not cut off whoever waits for an answer.
      await CancellationScope.nonCancellable(() => condition(() => message.answer !== undefined));
      const answer = message.answer as Answer | undefined;
      if (answer === undefined || !answer.ok) {
        throw ApplicationFailure.nonRetryable(answer?.refused ?? 'No answer.', FailureType.REFUSED);
      }
      return answer;
    },
    {
      description,
      // Must be synchronous: an asynchronous validator never rejects and fails the workflow task for ever.
      validator: (content) => {
        const problem = problemWith(content);
        if (problem !== undefined) throw ApplicationFailure.nonRetryable(problem, FailureType.BAD_MESSAGE);
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
function readable(plan: InvoicePlan | undefined): unknown {
  if (plan === undefined) return null;
  return { ...plan, at: plan.at === null ? null : new Date(plan.at).toISOString() };
}

function whyNot(plan: InvoicePlan | undefined): unknown {
  if (plan === undefined) return { because: 'STARTING', says: 'The first decision is under way.' };
  return {
    because: plan.because,
    says: BECAUSE_IN_WORDS[plan.because],
    ...(plan.at === null ? {} : { until: new Date(plan.at).toISOString() }),
    ...(plan.attention === null ? {} : { needs: plan.attention, todo: ATTENTION_IN_WORDS[plan.attention] }),
  };
}
