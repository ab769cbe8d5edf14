import type { Command } from 'commander';
import { intakeCommand } from './intake-command.ts';

export function build(): Command {
  return intakeCommand({
    description: 'Takes in customers, or what changed of those that are known.',
    examples: ['dunwell customers customers.csv'],
    files: (customers) => ({ customers }),
  });
}
