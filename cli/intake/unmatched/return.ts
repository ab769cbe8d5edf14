import type { Command } from 'commander';
import { Deed } from '../../../contracts/unmatched.ts';
import { minorOf } from '../../../read/intake/unmatched.ts';
import { amountOption, newCommand } from '../../kit/options.ts';
import { withTelling } from '../tell-row.ts';
import { type DeedOptions, entryOption, tellDeed } from './tell-deed.ts';

interface Options extends DeedOptions {
  readonly amount?: string;
}

export function build(): Command {
  const command = newCommand(
    'Says that unmatched money, or a part of it, was given back to the payer. Dunwell pays nothing out.',
    ['dunwell unmatched return 17', 'dunwell unmatched return 17 --amount 20.00 --reason "paid twice"'],
  )
    .argument('<id>', 'its number', entryOption)
    .option('--amount <amount>', 'how much; all that waits when not given', amountOption)
    .option('--reason <text>', 'why, for the record');
  return withTelling(command).action((entry: number, options: Options) =>
    tellDeed(options, entry, ({ currency }) => ({
      deed: Deed.RETURN,
      entry,
      ...(options.amount === undefined ? {} : { amount: minorOf(options.amount, currency) }),
    })),
  );
}
