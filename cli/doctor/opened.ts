import { existsSync } from 'node:fs';
import type { Database } from '../../db/database.ts';
import { openDatabase } from '../../db/open.ts';
import { bad, type Finding, reasonOf } from '../../read/books/finding.ts';
import { booksIn, type DatabaseOptions } from '../kit/database-option.ts';

/** The books, opened to be looked at, or why they cannot be. */
export type Opened = { readonly db: Database } | { readonly finding: Finding };

export async function opened(options: DatabaseOptions): Promise<Opened> {
  const books = booksIn(options);
  if ('file' in books && !existsSync(books.file)) {
    const todo = 'npm start, or name the folder with --data';
    return { finding: bad('database', `There is none in ${options.data}.`, todo) };
  }
  try {
    return { db: await openDatabase({ ...books, readOnly: true }) };
  } catch (error) {
    return { finding: bad('database', reasonOf(error), 'do what it says, then try again') };
  }
}
