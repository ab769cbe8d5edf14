import type { Command } from 'commander';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { caseCommand } from './case-command.ts';

export function build(): Command {
  return caseCommand({
    kind: CaseCommandKind.resume,
    description: 'Ends the pauses of a case. Pauses of its customer or creditor stay.',
    examples: ['dunwell case resume 2026/001-1'],
  });
}
