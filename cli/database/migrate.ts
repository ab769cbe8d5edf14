import type { Command } from 'commander';
import { bringUpToDate } from '../../db/bring-up-to-date.ts';
import { count } from '../../read/kit/format.ts';
import { DATABASE_VARIABLE } from '../kit/database-option.ts';
import { Output } from '../kit/output.ts';
import { aboutBooks, type BooksOptions, namedBooks } from './books-option.ts';

export function build(): Command {
  return aboutBooks(
    'Gives the books the tables of this version, in one transaction, as a worker does when it starts. An empty PostgreSQL database gets all of them. Books that a newer version wrote are refused and left as they are.',
    [
      'dunwell database migrate --data ./data',
      'dunwell database migrate --database postgres://dunwell@db.example.com/dunwell',
    ],
  ).action(migrate);
}

async function migrate(options: BooksOptions): Promise<void> {
  const output = new Output(options.json === true);
  const { place, steps, movedTo } = await bringUpToDate(namedBooks(options));
  if (output.isJson) return output.json({ database: place, steps, movedTo: movedTo ?? null });
  await output.line(
    steps === 0
      ? `${place} has the tables of this version already.`
      : `${place} was brought up to date, by ${count(steps, 'migration')}.`,
  );
  if (movedTo !== undefined) {
    output.warn(
      `The books of ${place} were moved to ${movedTo} and are not worked on here: bring that database up to date with --database or ${DATABASE_VARIABLE}.`,
    );
  }
}
