import type { Command } from 'commander';
import { CommandKind } from '../../domain/invoice/messages/index.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { messageCommand } from '../messages/message-command.ts';

export function build(): Command {
  return messageCommand({
    description: 'Takes an approval back, as long as the claim was not transferred.',
    examples: ['dunwell revoke 2026/001', 'dunwell revoke --customer C-200 --commit'],
    message: () => ({ kind: CommandKind.revokeApproval, fields: {}, stages: [Stage.LISTED] }),
  });
}
