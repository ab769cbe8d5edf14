import type { Command } from 'commander';
import { withWritableDatabase } from '../kit/context.ts';
import { WrongUse } from '../kit/failures.ts';
import { newCommand, withBy } from '../kit/options.ts';
import { requireFile } from '../kit/require-file.ts';
import type { IntakeFiles, IntakeOptions } from './intake-options.ts';
import { takeIn } from './take-in.ts';

export interface IntakeSpec {
  readonly description: string;
  readonly examples: readonly string[];
  readonly options?: (command: Command) => Command;
  readonly files: (file: string, options: IntakeOptions) => IntakeFiles;
  /** The file may be left out where an option names another; without it `files` is given an empty name. */
  readonly fileIsOptional?: boolean;
}

/** The option of commands that take payments in. */
export function withPartial(command: Command): Command {
  return command.option(
    '--partial',
    'the ledger counts as complete although not all payments are in the file, or some rows are refused',
  );
}

/** A command that takes files in: staged, then taken by a worker, with every bad row reported by its line. */
export function intakeCommand(spec: IntakeSpec): Command {
  const { description, examples, options: own = (command) => command, files, fileIsOptional } = spec;
  const command = newCommand(
    `${description} Bad rows are reported by line and keep nothing of the rest back; taking the same file in again changes nothing.`,
    examples,
  ).argument(fileIsOptional === true ? '[file]' : '<file>', 'CSV file');
  return withBy(own(command))
    .option('--mapping <file>', 'how the columns are named and written')
    .option('--strict', 'take nothing when a row is bad')
    .action(async (file: string | undefined, options: IntakeOptions) => {
      const named = files(file ?? '', options);
      const { collector: _, ...paths } = named;
      const given = Object.values(paths).filter((one) => one !== undefined);
      if (given.length === 0) throw new WrongUse('Name a file to take in: invoices, or one of the options.');
      for (const one of given) requireFile(one);
      await withWritableDatabase(options, (context) => takeIn(context, named, options));
    });
}
