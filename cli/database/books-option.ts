import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Command } from 'commander';
import { booksIn, type DatabaseOptions, withDatabaseOption } from '../kit/database-option.ts';
import { WorkFailed } from '../kit/failures.ts';
import { noDatabaseIn } from '../kit/missing-database.ts';
import { defaultDataFolder, withExamples } from '../kit/options.ts';

export interface BooksOptions extends DatabaseOptions {
  readonly json?: boolean;
}

/** A command about the database that holds the books, whichever it is. */
export function aboutBooks(description: string, examples: readonly string[]): Command {
  return withDatabaseOption(
    withExamples(new Command().description(description), examples).option(
      '--data <folder>',
      'data folder; DUNWELL_DATA when set',
      defaultDataFolder(),
    ),
  ).option('--json', 'write the result as JSON');
}

/** The books that were named; a folder without any is refused. */
export function namedBooks(options: DatabaseOptions): ReturnType<typeof booksIn> {
  const books = booksIn(options);
  if ('file' in books) requireDatabase(books.file, '--data');
  return books;
}

/** Fails when there is no such file, and says what lies there instead. */
export function requireDatabase(file: string, option: string): void {
  if (existsSync(file)) return;
  throw new WorkFailed(`${noDatabaseIn(dirname(file))}: name another folder with ${option}.`);
}
