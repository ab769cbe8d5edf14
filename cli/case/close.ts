import type { Command } from 'commander';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { CaseOutcome } from '../../domain/case/state.ts';
import { wordOption } from '../kit/options.ts';
import { caseCommand } from './case-command.ts';
import type { CaseMessageOptions } from './send-to-case.ts';

interface Options extends CaseMessageOptions {
  readonly reason: string;
  readonly outcome?: CaseOutcome;
}

const OUTCOMES = [CaseOutcome.COLLECTED, CaseOutcome.PARTLY_COLLECTED, CaseOutcome.UNCOLLECTED] as const;

export function build(): Command {
  return caseCommand<Options>({
    kind: CaseCommandKind.close,
    description:
      'Closes a case: no further money can be collected on it. Invoices that are still open come back, blocked, and can go to a new case.',
    examples: ['dunwell case close 2026/001-1 --reason "paid in full"'],
    takes: (command) =>
      command
        .requiredOption('--reason <text>', 'why it is closed')
        .option(
          '--outcome <outcome>',
          `${OUTCOMES.join(', ')}; it follows from what was collected when not given`,
          wordOption(OUTCOMES),
        ),
    fields: ({ reason, outcome }) => ({ reason, outcome }),
  });
}
