import type { Command } from 'commander';
import { CommandKind } from '../../domain/invoice/messages/index.ts';
import { messageCommand, UNDER_WAY } from '../messages/message-command.ts';

export function build(): Command {
  return messageCommand({
    description:
      'Decides the next step again from what is known now, and lets a workflow that was stuck go on; of all creditors, unless one is named.',
    examples: ['dunwell reconsider 2026/001', 'dunwell reconsider --needs --commit'],
    message: () => ({ kind: CommandKind.reconsider, fields: {}, stages: UNDER_WAY, everyCreditor: true }),
  });
}
