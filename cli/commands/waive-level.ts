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
      'Lets the next reminder pass as if it had been delivered today. The notice cannot be waived.',
    examples: ['dunwell waive-level 2026/001 --level reminder-2 --reason "spoke on the phone"'],
    options: (command) =>
      command
        .option('--level <name>', 'refuse unless this is the next level')
        .option('--reason <text>', 'why it is waived'),
    message: ({ level, reason }) => ({
      kind: CommandKind.waiveLevel,
      fields: { level, reason },
      stages: [Stage.OPEN, Stage.REMINDED],
    }),
  });
}
