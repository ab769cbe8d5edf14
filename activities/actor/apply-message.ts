import { type AnswerWith, MaintenanceKind, type OutcomeWith } from '../../contracts/actor.ts';
import type { Tx } from '../../db/tx.ts';
import { RefusalCode, refuse, wrongForm } from '../../domain/kernel/refusal.ts';
import { usedForOther } from '../../domain/kernel/same-content.ts';
import { TaskKind } from '../../domain/tasks/task.ts';
import type { Deps } from '../deps.ts';
import { decide } from './decide.ts';
import { keptOf, refusedOf, setAsideOf, setAsideRefused } from './kept-message.ts';
import { orLookLater } from './or-wait.ts';
import { resolve } from './resolve.ts';
import type {
  Accepted,
  AnsweredMessage,
  Context,
  MessageOf,
  RefusedMessage,
  Subject,
  SubjectTypes,
} from './subject.ts';
import { write } from './write.ts';

/** Most of an activity's 30 seconds: should more be staged than that, it is tried again by itself. */
const PATIENCE_MS = 20_000;

/**
 * Applies a message and answers it: with the new state, or with a refusal in words. The same commandId is answered the
 * same, however often it comes.
 */
export async function applyMessage<S extends SubjectTypes>(
  subject: Subject<S>,
  deps: Deps,
  input: MessageOf<S>,
): Promise<OutcomeWith<S['Plan']>> {
  // Told that something changed, it can look later; a person's word is applied as soon as it can be.
  const canWait = subject.looksAgain.includes(input.kind);
  const outcome = canWait
    ? await orLookLater(subject, deps, input, () => apply(subject, deps, input))
    : await apply(subject, deps, input, PATIENCE_MS);
  await subject.tellOthers(deps, input, outcome.plan);
  return outcome;
}

async function apply<S extends SubjectTypes>(
  subject: Subject<S>,
  deps: Deps,
  input: MessageOf<S>,
  patienceMs?: number,
): Promise<OutcomeWith<S['Plan']>> {
  const learned = await subject.learnForMessage(deps, input);
  const deciding = {
    ...input,
    about: subject.about(input),
    ...(patienceMs === undefined ? {} : { patienceMs }),
  };
  return decide(deps, deciding, async (tx): Promise<OutcomeWith<S['Plan']>> => {
    const gathered = await subject.gather(tx, deps.sources, input, input.asOf);
    const { id } = gathered.row;
    const known = await subject.answered(tx, id, input.commandId);
    if (known !== undefined) return answerAgain(subject, tx, deps, gathered, input, known);
    const { outcome, erased } = await applyWithin(subject, tx, deps, gathered, input, learned);
    if (subject.looksAgain.includes(input.kind) || erased) return outcome;
    await subject.keepAnswer(tx, id, {
      commandId: input.commandId,
      ...keptOf(input, outcome.answer),
      result: outcome.answer,
      at: input.asOf,
    });
    return outcome;
  });
}

/** Applies a message within a transaction that read whom it is to; whether it came before is not looked at. */
export async function applyTo<S extends SubjectTypes>(
  subject: Subject<S>,
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  gathered: S['Gathered'],
  input: MessageOf<S>,
): Promise<AnswerWith<S['Plan']>> {
  const { outcome } = await applyWithin(subject, tx, deps, gathered, input, null);
  return outcome.answer;
}

interface Applied<Plan> {
  readonly outcome: OutcomeWith<Plan>;
  /** It is no more: there is nothing to keep an answer with. */
  readonly erased: boolean;
}

async function applyWithin<S extends SubjectTypes>(
  subject: Subject<S>,
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  gathered: S['Gathered'],
  input: MessageOf<S>,
  learned: S['Learned'] | null,
): Promise<Applied<S['Plan']>> {
  const { asOf, commandId, kind } = input;
  const context: Context<S> = { deps, gathered, decision: subject.settle(gathered, asOf), asOf };
  const accept = (accepted: Accepted<S>) => writeAccepted(subject, tx, accepted);
  const refused = (why: RefusedMessage, after = context) => writeRefused(subject, tx, after, why);
  switch (kind) {
    case MaintenanceKind.RESOLVE_EFFECT: {
      const resolved = await resolve(subject, tx, context, input);
      return resolved.refused !== undefined ? refused(resolved) : accept(resolved);
    }
    case MaintenanceKind.CANCEL: {
      const decision = subject.raise(context, TaskKind.CANCEL_REQUESTED);
      const says = 'Asked to cancel: give a reason with `close`.';
      return accept({ context: { ...context, decision }, says });
    }
    case MaintenanceKind.UNKNOWN:
    case MaintenanceKind.REFUSED:
      return refused(wrongForm(refusedOf(input).because));
    case MaintenanceKind.SET_ASIDE: {
      const aside = setAsideOf(input);
      const note = `${aside.name}: ${aside.because}`;
      const decision = subject.raise(context, TaskKind.MESSAGE_SET_ASIDE, { key: commandId, note });
      return refused(setAsideRefused(aside), { ...context, decision });
    }
  }
  const parsed = subject.parse(kind, input.message, commandId);
  if ('problem' in parsed) return refused(wrongForm(parsed.problem));
  const { command } = parsed;
  const verdict = await subject.decideMessage(tx, context, command, learned);
  return verdict.refused !== undefined ? refused(verdict) : accept(verdict);
}

async function writeAccepted<S extends SubjectTypes>(
  subject: Subject<S>,
  tx: Tx,
  { context, says, author }: Accepted<S>,
): Promise<Applied<S['Plan']>> {
  const plan = await write(subject, tx, context, author);
  const erased = subject.erases(context.decision);
  return { outcome: { plan, answer: { ok: true, says, state: plan } }, erased };
}

/** Refused, it is looked at all the same: what became known meanwhile is written. */
async function writeRefused<S extends SubjectTypes>(
  subject: Subject<S>,
  tx: Tx,
  context: Context<S>,
  { refused, code, isConflict }: RefusedMessage,
): Promise<Applied<S['Plan']>> {
  const plan = await write(subject, tx, context);
  const why = { refused, ...(code === undefined ? {} : { code }) };
  const conflict = isConflict === true ? { conflict: true as const } : {};
  return { outcome: { plan, answer: { ok: false, ...why, state: plan, ...conflict } }, erased: false };
}

async function answerAgain<S extends SubjectTypes>(
  subject: Subject<S>,
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  gathered: S['Gathered'],
  { asOf, commandId, kind, message }: MessageOf<S>,
  known: Pick<AnsweredMessage, 'kind' | 'body' | 'result'>,
): Promise<OutcomeWith<S['Plan']>> {
  const context = { deps, gathered, decision: subject.settle(gathered, asOf), asOf };
  const other = usedForOther(commandId, known, { kind, body: message });
  if (other !== null) {
    const conflict = { ...refuse(RefusalCode.CONFLICT, other), isConflict: true } as const;
    return (await writeRefused(subject, tx, context, conflict)).outcome;
  }
  const plan = await write(subject, tx, context);
  return { plan, answer: known.result as AnswerWith<S['Plan']> };
}
