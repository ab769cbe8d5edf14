import type { Command } from 'commander';
import { intakeCommand, withPartial } from './intake-command.ts';

export function build(): Command {
  return intakeCommand({
    description:
      'Takes in payments, credits, reversals, chargebacks and refunds. The ledger counts as complete up to now, unless a row was refused.',
    examples: ['dunwell payments payments.csv', 'dunwell payments payments.csv --partial'],
    options: withPartial,
    files: (payments) => ({ payments }),
  });
}
