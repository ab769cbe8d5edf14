import type { Command } from 'commander';
import { withWritableDatabase } from '../kit/context.ts';
import { newCommand, withBy } from '../kit/options.ts';
import { requireFile } from '../kit/require-file.ts';
import { withPartial } from './intake-command.ts';
import type { IntakeOptions } from './intake-options.ts';
import { takeStatements } from './take-statements.ts';

export function build(): Command {
  const command = newCommand(
    'Takes in bank statements (CAMT.053) and notifications (CAMT.054) of the accounts in the creditor file. Each booking counts once, however often and in whatever message it is read; a missing statement is said.',
    ['dunwell bank statement.xml', 'dunwell bank statements/*.xml'],
  ).argument('<file...>', 'files as the bank delivers them');
  return withPartial(withBy(command))
    .option('--strict', 'take nothing of a file when a booking in it is refused')
    .action(async (files: string[], options: IntakeOptions) => {
      for (const file of files) requireFile(file);
      await withWritableDatabase(options, (context) => takeStatements(context, files, options));
    });
}
