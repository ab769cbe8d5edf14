import type { Command } from 'commander';
import { Deed } from '../../../contracts/unmatched.ts';
import { newCommand } from '../../kit/options.ts';
import { withTelling } from '../tell-row.ts';
import { type DeedOptions, entryOption, tellDeed } from './tell-deed.ts';

export function build(): Command {
  const command = newCommand(
    'Says that what waits was told by mistake or is settled elsewhere: it ends without a booking.',
    ['dunwell unmatched dismiss 18 --reason "corrected as bank-7b"'],
  )
    .argument('<id>', 'its number', entryOption)
    .requiredOption('--reason <text>', 'why, for the record');
  return withTelling(command).action((entry: number, options: DeedOptions) =>
    tellDeed(options, entry, () => ({ deed: Deed.DISMISS, entry })),
  );
}
