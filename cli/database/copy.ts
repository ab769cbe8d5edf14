import { statSync } from 'node:fs';
import { Command } from 'commander';
import { type CopyReport, copyBooks } from '../../db/copy/copy-books.ts';
import { CopyPhase } from '../../db/copy/steps.ts';
import { takeBack } from '../../db/copy/take-back.ts';
import { bookProblems } from '../../read/books/book-problems.ts';
import { count } from '../../read/kit/format.ts';
import { now } from '../kit/clock.ts';
import { databaseFile } from '../kit/data-folder.ts';
import { DATABASE_VARIABLE, databaseAddress } from '../kit/database-option.ts';
import { WrongUse } from '../kit/failures.ts';
import { defaultDataFolder, withExamples } from '../kit/options.ts';
import { Output } from '../kit/output.ts';
import { createProgressBar, NO_PROGRESS } from '../kit/progress-bar.ts';
import { requireDatabase } from './books-option.ts';
import { printProblems } from './print-problems.ts';

interface Options {
  readonly from: string;
  readonly to?: string;
  readonly replace?: boolean;
  readonly undo?: boolean;
  readonly databaseIsGone?: boolean;
  readonly json?: boolean;
}

export function build(): Command {
  const command = new Command().description(
    'Moves the books of a data folder into an empty PostgreSQL database, reads all of it back and compares. Stop what works on the folder first. It may be cut off at any time and run again: PostgreSQL keeps all of the copy or nothing. Afterwards the folder says where its books went, and is not opened any more.',
  );
  return withExamples(command, [
    'dunwell database copy --from ./data --to postgres://dunwell@db.example.com/dunwell',
    'dunwell database copy --from ./data --to postgres://dunwell@db.example.com/dunwell --undo',
  ])
    .option(
      '--from <folder>',
      'data folder, or the file of its database; DUNWELL_DATA when set',
      defaultDataFolder(),
    )
    .option(
      '--to <url>',
      `PostgreSQL database, postgres://user@host/name; ${DATABASE_VARIABLE} when set`,
      (text: string) => databaseAddress(text, '--to'),
    )
    .option(
      '--replace',
      'put \ufffd in place of characters that PostgreSQL does not keep, instead of refusing them',
    )
    .option(
      '--undo',
      'let the folder be used again, without what was written in PostgreSQL since; nobody opens the books there any more',
    )
    .option(
      '--database-is-gone',
      'with --undo: do not ask the database; only where it is gone for good, as a worker there would send everything twice',
    )
    .option('--json', 'write the result as JSON')
    .action((options: Options) => (options.undo === true ? undo(options) : copy(options)));
}

async function copy(options: Options): Promise<void> {
  const output = new Output(options.json === true);
  const url = options.to ?? fromEnvironment();
  const file = fileOf(options.from);
  const bar = output.isJson ? NO_PROGRESS : createProgressBar();
  let report: CopyReport;
  try {
    report = await copyBooks({
      file,
      url,
      replaces: options.replace === true,
      at: now(),
      check: bookProblems,
      onProgress: (phase, done, total) => bar.show(PHASES[phase], done, total),
    });
  } finally {
    bar.stop();
  }
  if (output.isJson) return output.json(jsonOf(report));
  await tell(output, report);
}

const PHASES: Readonly<Record<CopyPhase, string>> = {
  [CopyPhase.COPYING]: 'copying rows',
  [CopyPhase.COMPARING]: 'comparing rows',
  [CopyPhase.CHECKING]: 'checking the books of both',
};

function fromEnvironment(): string {
  const given = process.env[DATABASE_VARIABLE];
  if (given === undefined || given.trim() === '') {
    throw new WrongUse(`Say where to with --to or ${DATABASE_VARIABLE}: postgres://user@host/name.`);
  }
  return databaseAddress(given, '--to');
}

/** A folder is named as for every other command; a copy of its file may lie anywhere. */
function fileOf(from: string): string {
  const file = statSync(from, { throwIfNoEntry: false })?.isFile() === true ? from : databaseFile(from);
  requireDatabase(file, '--from');
  return file;
}

async function tell(
  output: Output,
  { from, to, wasThere, tables, replaced, problems }: CopyReport,
): Promise<void> {
  const rows = [...tables.values()].reduce((sum, table) => sum + table.rows, 0);
  const what = `${count(rows, 'row')} of ${count(tables.size, 'table')}`;
  await output.line(
    wasThere
      ? `All of ${from} had arrived in ${to} before: ${what}, each row the same.`
      : `${from} was copied to ${to}: ${what}, each row read back and the same.`,
  );
  for (const { table, column, rowid, why } of replaced) {
    output.warn(`Copied with \ufffd: ${table}.${column}, rowid ${rowid}, ${why}.`);
  }
  if (problems.length > 0) {
    output.warn(`The books have ${count(problems.length, 'problem')}, here as there:`);
    await printProblems(output, problems);
  }
  output.note(
    `${from} is not opened any more. Start workers, API and commands with ${DATABASE_VARIABLE}, and the same Temporal server and data folder.`,
  );
}

function jsonOf({ tables, ...report }: CopyReport): object {
  return { ...report, tables: [...tables].map(([table, print]) => ({ table, ...print })) };
}

async function undo(options: Options): Promise<void> {
  const output = new Output(options.json === true);
  const file = fileOf(options.from);
  const url = options.databaseIsGone === true ? undefined : (options.to ?? fromEnvironment());
  const moved = await takeBack({ file, url, at: now() });
  if (output.isJson) return output.json({ file, movedTo: moved?.to ?? null });
  await output.line(
    moved === undefined
      ? `The books of ${file} were not moved: it can be used as it is.`
      : `${file} can be used again. What was written in ${moved.to} since is not in it.`,
  );
}
