import type { Command } from 'commander';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { caseCommand } from './case-command.ts';

export function build(): Command {
  return caseCommand({
    kind: CaseCommandKind.delete,
    description:
      'Deletes a case with all it holds; only that it was there, who deleted it and when stays. For deactivated cases, and for drafts without invoices that no collector ever had.',
    examples: ['dunwell case delete 2026/001-1'],
  });
}
