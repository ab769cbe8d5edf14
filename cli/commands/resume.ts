import type { Command } from 'commander';
import { CommandKind } from '../../domain/invoice/messages/index.ts';
import { HoldReason } from '../../domain/kernel/holds.ts';
import { wordOption } from '../kit/options.ts';
import { type MessageOptions, messageCommand, UNDER_WAY } from '../messages/message-command.ts';
import { type ScopeOptions, scopeOf, withScope } from '../messages/scope.ts';
import { sendToScope } from '../messages/send-to-scope.ts';

interface Options extends MessageOptions, ScopeOptions {
  readonly reason?: HoldReason;
}

const REASONS = Object.values(HoldReason);

export function build(): Command {
  return messageCommand<Options>({
    description:
      'Ends the pauses of an invoice, or with --customer or --whole-creditor those of theirs. What else is paused stays so.',
    examples: ['dunwell resume 2026/001', 'dunwell resume --customer C-200 --reason PAYMENT_PLAN --commit'],
    options: (command) =>
      withScope(command).option(
        '--reason <reason>',
        `only pauses for it: ${REASONS.join(', ')}`,
        wordOption(REASONS),
      ),
    message: ({ reason }) => ({ kind: CommandKind.resume, fields: { reason }, stages: UNDER_WAY }),
    async instead(context, options) {
      const scope = scopeOf(options);
      if (scope === null) return false;
      const { reason } = options;
      await sendToScope(context, options, scope, {
        kind: 'resume',
        ...(reason === undefined ? {} : { reason }),
      });
      return true;
    },
  });
}
