import type { Command } from 'commander';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { caseCommand } from './case-command.ts';
import type { CaseMessageOptions } from './send-to-case.ts';

interface Options extends CaseMessageOptions {
  readonly reason: string;
}

export function build(): Command {
  return caseCommand<Options>({
    kind: CaseCommandKind.withdraw,
    description:
      'Takes a case back from its collector, who may charge for what was done; the case closes when the collector acknowledges.',
    examples: ['dunwell case withdraw 2026/001-1 --reason "settled with the customer"'],
    takes: (command) => command.requiredOption('--reason <text>', 'why it is withdrawn'),
    fields: ({ reason }) => ({ reason }),
  });
}
