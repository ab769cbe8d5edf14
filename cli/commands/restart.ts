import type { Command } from 'commander';
import { CommandKind } from '../../domain/invoice/messages/index.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { type MessageOptions, messageCommand } from '../messages/message-command.ts';

interface Options extends MessageOptions {
  readonly level?: string;
  readonly reason?: string;
}

export function build(): Command {
  return messageCommand<Options>({
    description:
      'Takes a closed claim up again, in a new round: after the last level delivered, its gap counted from today, or at a level you choose.',
    examples: [
      'dunwell restart 2026/001',
      'dunwell restart 2026/001 --level reminder-2 --reason "wrong address"',
    ],
    options: (command) =>
      command
        .option('--level <name>', 'the level to go on with')
        .option('--reason <text>', 'why it is taken up again'),
    message: ({ level, reason }) => ({
      kind: CommandKind.restart,
      fields: { level, reason },
      stages: [Stage.CLOSED],
    }),
  });
}
