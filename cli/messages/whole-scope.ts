import { pause } from '../../domain/invoice/messages/pause.ts';
import { resume } from '../../domain/invoice/messages/resume.ts';
import { type CommandOf, type MessageForm, readMessage } from '../../domain/kernel/message.ts';
import type { Context } from '../kit/context.ts';
import { WrongUse } from '../kit/failures.ts';
import { wireMessage } from './decide-locally.ts';
import type { Message, MessageOptions } from './message.ts';
import { scopeOf } from './scope.ts';
import { sendToScope } from './send-to-scope.ts';

type Fields = Message['fields'];

/** Pauses a customer or a creditor as a whole where the call is about one; true when it was. */
export async function pauseWhole(
  context: Context,
  options: MessageOptions,
  fields: Fields,
): Promise<boolean> {
  const scope = scopeOf(options);
  if (scope === null) return false;
  const { kind, reason, holdKind, from, until, owner, note } = read(pause, options, fields);
  await sendToScope(context, options, scope, {
    ...{ kind, reason, holdKind },
    ...(from === null ? {} : { from }),
    ...(until === null ? {} : { until }),
    ...(owner === null ? {} : { owner }),
    ...(note === null ? {} : { note }),
  });
  return true;
}

/** The same for the end of such pauses. */
export async function resumeWhole(
  context: Context,
  options: MessageOptions,
  fields: Fields,
): Promise<boolean> {
  const scope = scopeOf(options);
  if (scope === null) return false;
  const { kind, reason } = read(resume, options, fields);
  await sendToScope(context, options, scope, { kind, ...(reason === null ? {} : { reason }) });
  return true;
}

function read<Form extends MessageForm>(form: Form, { by }: MessageOptions, fields: Fields): CommandOf<Form> {
  const parsed = readMessage(form, wireMessage({ fields }, by, '-'), '-');
  if ('problem' in parsed) throw new WrongUse(parsed.problem);
  return parsed.command;
}
