import type { Command } from 'commander';
import { intakeCommand } from '../intake/intake-command.ts';

export function build(): Command {
  return intakeCommand({
    description:
      'Takes in payments, credits, reversals, chargebacks and refunds. The ledger counts as complete up to now.',
    examples: ['dunwell payments payments.csv'],
    files: (payments) => ({ payments }),
  });
}
