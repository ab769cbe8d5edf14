import type { Command } from 'commander';
import { CommandKind } from '../../domain/invoice/messages/index.ts';
import { type MessageOptions, messageCommand, UNDER_WAY } from '../messages/message-command.ts';

interface Options extends MessageOptions {
  readonly reason: string;
}

export function build(): Command {
  return messageCommand<Options>({
    description:
      'Closes a claim for a reason: nothing more is sent. The invoice stays open in the ledger, and restart takes it up again.',
    examples: [
      'dunwell close 2026/001 --reason "settled by phone"',
      'dunwell close --stage LISTED --held --reason "year end" --commit',
    ],
    options: (command) => command.requiredOption('--reason <text>', 'why it is closed'),
    message: ({ reason }) => ({ kind: CommandKind.close, fields: { reason }, stages: UNDER_WAY }),
  });
}
