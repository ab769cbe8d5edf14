import type { Command } from 'commander';
import { Deed } from '../../../contracts/unmatched.ts';
import { WrongUse } from '../../kit/failures.ts';
import { newCommand } from '../../kit/options.ts';
import { withTelling } from '../tell-row.ts';
import { type DeedOptions, entryOption, tellDeed, tellOther } from './tell-deed.ts';

interface Options extends DeedOptions {
  readonly invoice?: string;
  readonly booking?: string;
}

export function build(): Command {
  const command = newCommand(
    'Takes back what was done with unmatched money: the invoice gets the opposite booking of today, its stage follows, and the money waits again. With --booking a booking that named a wrong invoice is taken off it in the same way.',
    [
      'dunwell unmatched undo 17',
      'dunwell unmatched undo 17 --invoice 2026/002',
      'dunwell unmatched undo --booking bank-20260220-1',
    ],
  )
    .argument('[id]', 'its number', entryOption)
    .option('--invoice <number>', 'only its match with that invoice')
    .option('--booking <externalId>', 'the external id of a booking, in place of a number')
    .option('--reason <text>', 'why, for the record');
  return withTelling(command).action((entry: number | undefined, options: Options) => {
    const { invoice, booking } = options;
    if ((entry === undefined) === (booking === undefined)) {
      throw new WrongUse('Name the money by its number, or a booking with --booking.');
    }
    if (entry !== undefined) {
      const part = invoice === undefined ? {} : { invoice };
      return tellDeed(options, entry, () => ({ deed: Deed.UNDO, entry, ...part }));
    }
    if (invoice !== undefined)
      throw new WrongUse('--invoice narrows down a number; a booking has one invoice.');
    return tellOther(
      options,
      () => ({ deed: Deed.UNDO, booking: booking ?? '' }),
      `${booking} is taken off its invoice and waits: dunwell unmatched`,
    );
  });
}
