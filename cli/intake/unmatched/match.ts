import { type Command, InvalidArgumentError } from 'commander';
import { Deed } from '../../../contracts/unmatched.ts';
import { minorOf } from '../../../read/intake/unmatched.ts';
import { WrongUse } from '../../kit/failures.ts';
import { amountOption, newCommand } from '../../kit/options.ts';
import { withTelling } from '../tell-row.ts';
import { type DeedOptions, entryOption, tellDeed } from './tell-deed.ts';

interface TypedPart {
  readonly invoice: string;
  readonly amount?: string;
}

export function build(): Command {
  // An amount belongs to the invoice named before it, so both fill one list in the order they are typed.
  const parts: TypedPart[] = [];
  const command = newCommand(
    'Books unmatched money on an invoice, or parts of it on several; they may be of several customers. Without an amount, as much as is open on the invoice; what is left waits on.',
    [
      'dunwell unmatched match 17 --invoice 2026/001',
      'dunwell unmatched match 17 --invoice 2026/001 --amount 50.00 --invoice 2026/002',
    ],
  )
    .argument('<id>', 'its number', entryOption)
    .option('--invoice <number>', 'the invoice; may be given again for a split', (number: string) => {
      parts.push({ invoice: number });
      return number;
    })
    .option('--amount <amount>', 'how much of it, for the invoice named before it', (text: string) => {
      const last = parts.pop();
      if (last === undefined || last.amount !== undefined) {
        throw new InvalidArgumentError('Name the invoice first: --invoice 2026/001 --amount 50.00.');
      }
      parts.push({ ...last, amount: amountOption(text) });
      return text;
    })
    .option('--reason <text>', 'why, for the record');
  return withTelling(command).action((entry: number, options: DeedOptions) => {
    if (parts.length === 0) throw new WrongUse('Name the invoice that the money is for: --invoice 2026/001.');
    return tellDeed(options, entry, ({ currency }) => ({
      deed: Deed.MATCH,
      entry,
      parts: parts.map(({ invoice, amount }) =>
        amount === undefined ? { invoice } : { invoice, amount: minorOf(amount, currency) },
      ),
    }));
  });
}
