import type { Command } from 'commander';
import { intakeCommand } from '../intake/intake-command.ts';

export function build(): Command {
  return intakeCommand({
    description: 'Takes in invoices, with their payments and customers if you have them.',
    examples: [
      'dunwell import invoices.csv --payments payments.csv --customers customers.csv',
      'dunwell import accounts-receivable.csv --mapping examples/accounts-receivable.mapping.yaml',
    ],
    options: (command) =>
      command
        .option('--payments <file>', 'payments, credits and reversals to take in with them')
        .option('--customers <file>', 'customers to take in with them'),
    files: (invoices, { payments, customers }) => ({ invoices, payments, customers }),
  });
}
