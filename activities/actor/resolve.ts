import { findEffect } from '../../db/effects/effects.ts';
import type { Tx } from '../../db/tx.ts';
import { RefusalCode, refuse, wrongForm } from '../../domain/kernel/refusal.ts';
import type { Accepted, Context, MessageOf, RefusedMessage, Subject, SubjectTypes } from './subject.ts';

/** Writes what a person found out about an effect whose fate the engine cannot know. */
export async function resolve<S extends SubjectTypes>(
  subject: Subject<S>,
  tx: Tx,
  context: Context<S>,
  input: MessageOf<S>,
): Promise<Accepted<S> | RefusedMessage> {
  const parsed = subject.parseResolveEffect(input.message, input.commandId);
  if ('problem' in parsed) return wrongForm(parsed.problem);
  const { command } = parsed;
  const { key } = command;
  const effect = await findEffect(tx, key);
  if (effect === undefined || !subject.owns(context.gathered.row, effect)) {
    return refuse(RefusalCode.NOT_FOUND, `This ${subject.name} has no effect ${key}.`);
  }
  return subject.resolve(tx, context, input, command, effect);
}
