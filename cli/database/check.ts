import type { Command } from 'commander';
import { openDatabase } from '../../db/open.ts';
import { bookProblems } from '../../read/books/book-problems.ts';
import { WorkFailed } from '../kit/failures.ts';
import { Output } from '../kit/output.ts';
import { aboutBooks, type BooksOptions, namedBooks } from './books-option.ts';
import { printProblems } from './print-problems.ts';

export function build(): Command {
  return aboutBooks(
    'Rebuilds where each invoice and each case stands, and all money on no invoice, from what was written down about it, and says where the books say something else. Works beside workers. Exit code 1 when something is wrong.',
    [
      'dunwell database check --data ./data',
      'dunwell database check --database postgres://dunwell@db.example.com/dunwell --json',
    ],
  ).action(check);
}

async function check(options: BooksOptions): Promise<void> {
  const output = new Output(options.json === true);
  const db = await openDatabase({ ...namedBooks(options), readOnly: true });
  try {
    const problems = await bookProblems(db);
    if (output.isJson) await output.json({ database: db.place, problems });
    else if (problems.length === 0) await output.line(`${db.place}: all follows from what was written down.`);
    else await printProblems(output, problems);
    if (problems.length > 0) throw new WorkFailed();
  } finally {
    await db.close();
  }
}
