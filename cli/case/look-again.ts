import type { Command } from 'commander';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { caseCommand } from './case-command.ts';

export function build(): Command {
  return caseCommand({
    kind: CaseCommandKind.lookAgain,
    description:
      'Decides the next step of a case again, and says that a person has seen to what it asked attention for.',
    examples: ['dunwell case look-again 2026/001-1'],
  });
}
