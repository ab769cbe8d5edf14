import type { Command } from 'commander';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { caseCommand } from './case-command.ts';

export function build(): Command {
  return caseCommand({
    kind: CaseCommandKind.removeDocument,
    description: 'Takes a document off a case in preparation or review.',
    examples: ['dunwell case detach 2026/001-1 contract.pdf'],
    takes: (command) => command.argument('<name>', 'name of the document'),
    fields: (_, [name]) => ({ name }),
  });
}
