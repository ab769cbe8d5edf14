import type { Command } from 'commander';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { caseCommand } from './case-command.ts';
import type { CaseMessageOptions } from './send-to-case.ts';

interface Options extends CaseMessageOptions {
  readonly credit?: boolean;
  readonly reason?: string;
}

export function build(): Command {
  return caseCommand<Options>({
    kind: CaseCommandKind.waive,
    description:
      'Waives the collection costs and interest of a case and closes it; the debtor still sees it, as completed. With --credit the invoices are credited too.',
    examples: ['dunwell case waive 2026/001-1', 'dunwell case waive 2026/001-1 --credit --reason goodwill'],
    takes: (command) =>
      command
        .option('--credit', 'credit what is open of the invoices too')
        .option('--reason <text>', 'why, for the record'),
    fields: ({ credit, reason }) => ({ credit, reason }),
  });
}
