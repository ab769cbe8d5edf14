import type { Command } from 'commander';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { caseCommand } from './case-command.ts';

export function build(): Command {
  return caseCommand({
    kind: CaseCommandKind.markAsPrepared,
    description:
      'Marks a case as prepared: its collector configuration is chosen, and it goes to review, or to its collector when the configuration skips the review.',
    examples: ['dunwell case prepare 2026/001-1'],
  });
}
