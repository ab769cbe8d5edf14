import type { Command } from 'commander';
import { CommandKind } from '../../domain/invoice/messages/index.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { dayOption } from '../kit/options.ts';
import { type MessageOptions, messageCommand, UNDER_WAY } from '../messages/message-command.ts';

interface Options extends MessageOptions {
  readonly dueOn: Day;
}

export function build(): Command {
  return messageCommand<Options>({
    description:
      "Moves the due date. What went out stays; later levels count from the new date. Beyond the notice's deadline it replaces that and takes the claim off the list.",
    examples: ['dunwell change-due-date 2026/001 --due-on 2026-05-01'],
    options: (command) => command.requiredOption('--due-on <date>', 'the new due date', dayOption),
    message: ({ dueOn }) => ({
      kind: CommandKind.changeDueDate,
      fields: { dueOn: formatDay(dueOn) },
      stages: UNDER_WAY,
    }),
  });
}
