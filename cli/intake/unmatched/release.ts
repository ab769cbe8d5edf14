import type { Command } from 'commander';
import { Deed } from '../../../contracts/unmatched.ts';
import { minorOf } from '../../../read/intake/unmatched.ts';
import { amountOption, newCommand } from '../../kit/options.ts';
import { withTelling } from '../tell-row.ts';
import { type DeedOptions, tellOther } from './tell-deed.ts';

interface Options extends DeedOptions {
  readonly amount?: string;
}

export function build(): Command {
  const command = newCommand(
    "Takes what was paid too much off its invoice: it waits as its customer's money, to be matched with others or given back.",
    ['dunwell unmatched release 2026/001'],
  )
    .argument('<number>', 'the invoice that is paid too much')
    .option('--amount <amount>', 'how much; all that is too much when not given', amountOption)
    .option('--reason <text>', 'why, for the record');
  return withTelling(command).action((surplusOf: string, options: Options) =>
    tellOther(
      options,
      ({ row }) => ({
        deed: Deed.RELEASE,
        surplusOf,
        ...(options.amount === undefined ? {} : { amount: minorOf(options.amount, row.currency) }),
      }),
      `What ${surplusOf} was paid too much waits as its customer's money: dunwell unmatched`,
    ),
  );
}
