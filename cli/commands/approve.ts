import type { Command } from 'commander';
import { CommandKind } from '../../domain/invoice/messages/index.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { messageCommand } from '../messages/message-command.ts';

export function build(): Command {
  return messageCommand({
    description:
      'Approves a listed claim of mode 30: it goes to debt collection at the next transfer run. Approving twice is approving once.',
    examples: ['dunwell approve 2026/001', 'dunwell approve --tab manual --next-before 2026-04-01 --commit'],
    message: () => ({ kind: CommandKind.approve, fields: {}, stages: [Stage.LISTED] }),
  });
}
