import type { Command } from 'commander';
import { intakeCommand, withPartial } from './intake-command.ts';

export function build(): Command {
  return intakeCommand({
    description:
      'Takes in invoices, with their payments and customers if you have them, and what another system has done about them.',
    examples: [
      'dunwell import invoices.csv --payments payments.csv --customers customers.csv',
      'dunwell import invoices.csv --customers customers.csv --holds holds.csv --plans plans.csv --reports reports.csv --cases cases.csv',
      'dunwell import --cases cases.csv',
      'dunwell import accounts-receivable.csv --mapping examples/accounts-receivable.mapping.yaml',
    ],
    options: (command) =>
      withPartial(command)
        .option('--payments <file>', 'payments, credits and reversals to take in with them')
        .option('--customers <file>', 'customers to take in with them')
        .option('--holds <file>', 'pauses that another system has set')
        .option('--plans <file>', 'payment plans that are kept, each with its end')
        .option('--reports <file>', 'reports to municipalities that another system has sent')
        .option('--cases <file>', 'debt collection cases that collectors work on already'),
    fileIsOptional: true,
    files: (invoices, { payments, customers, holds, plans, reports, cases }) => ({
      ...(invoices === '' ? {} : { invoices }),
      ...{ payments, customers, holds, plans, reports, cases },
    }),
  });
}
