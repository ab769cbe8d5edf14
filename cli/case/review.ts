import type { Command } from 'commander';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { caseCommand } from './case-command.ts';

export function build(): Command {
  return caseCommand({
    kind: CaseCommandKind.markAsReviewed,
    description:
      'Marks a case as reviewed: its amount is frozen, the debtor can see it, and it goes to its collector.',
    examples: ['dunwell case review 2026/001-1 --by anna'],
  });
}
