import type { Command } from 'commander';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { caseCommand } from './case-command.ts';
import type { CaseMessageOptions } from './send-to-case.ts';

interface Options extends CaseMessageOptions {
  readonly reason: string;
}

export function build(): Command {
  return caseCommand<Options>({
    kind: CaseCommandKind.sendBack,
    description: 'Sends a case in review back to preparation, where it can be changed.',
    examples: ['dunwell case send-back 2026/001-1 --reason "the contract is missing"'],
    takes: (command) => command.requiredOption('--reason <text>', 'what has to be mended'),
    fields: ({ reason }) => ({ reason }),
  });
}
