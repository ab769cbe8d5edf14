import type { Command } from 'commander';
import { Deed } from '../../../contracts/unmatched.ts';
import { newCommand } from '../../kit/options.ts';
import { withTelling } from '../tell-row.ts';
import { type DeedOptions, entryOption, tellDeed } from './tell-deed.ts';

interface Options extends DeedOptions {
  readonly customer: string;
}

export function build(): Command {
  const command = newCommand(
    "Says which customer's unmatched money is. It stays unmatched, and keeps the customer's letters back where the policy waits for it.",
    ['dunwell unmatched assign 17 --customer C-100'],
  )
    .argument('<id>', 'its number', entryOption)
    .requiredOption('--customer <reference>', 'the customer')
    .option('--reason <text>', 'why, for the record');
  return withTelling(command).action((entry: number, options: Options) =>
    tellDeed(options, entry, () => ({ deed: Deed.ASSIGN, entry, customer: options.customer })),
  );
}
