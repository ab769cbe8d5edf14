import { existsSync } from 'node:fs';
import type { Database } from '../../db/database.ts';
import type { PostgresOptions } from '../../db/drivers/postgres/open.ts';
import { openDatabase } from '../../db/open.ts';
import { databaseFile, prepareDataFolder, requireDataFolder } from './data-folder.ts';
import { booksIn, type DatabaseOptions } from './database-option.ts';
import { WorkFailed } from './failures.ts';
import { noDatabaseIn } from './missing-database.ts';

/** What a command that runs on books is told about them. */
export interface RunOptions extends DatabaseOptions {
  readonly create?: boolean;
}

/** Opens the books for a command that looks, stages or configures; where there are none, says where some may be. */
export async function openBooks(
  options: DatabaseOptions,
  { readOnly }: { readonly readOnly: boolean },
): Promise<Database> {
  const books = booksIn(options);
  if ('file' in books && !existsSync(books.file)) {
    throw new WorkFailed(
      `${noDatabaseIn(options.data)}: name another folder with --data, or begin with npm start or dunwell policy publish FILE --create.`,
    );
  }
  return openDatabase('file' in books ? { ...books, readOnly } : { ...books, readOnly, mustHoldBooks: true });
}

/** A data folder and the books of a process that stays: a worker, or the API. */
export interface OpenedForRun {
  /** Absolute; without books where a database is named. */
  readonly data: string;
  readonly db: Database;
}

/** How long a database that is away is waited for, whether that was called off, and who hears of it. */
type Patience = Pick<PostgresOptions, 'patienceMs' | 'isCancelled' | 'onMessage'>;

interface Opening extends Patience {
  readonly mayCreate?: boolean;
  /** Looks at the books before a folder is made for them, and may refuse to go on. */
  readonly mayBegin?: (db: Database, folder: string) => Promise<void>;
}

/**
 * Opens the books and the folder beside them. A folder without books is refused where they lie in it, as is an empty
 * database: each would look like a ledger in which nothing is due.
 */
export async function openForRun(
  options: RunOptions,
  { mayCreate = options.create === true, mayBegin = async () => undefined, ...patience }: Opening = {},
): Promise<OpenedForRun> {
  const books = booksIn(options);
  const db = await openDatabase(
    'url' in books
      ? { url: books.url, ...patience, mustHoldBooks: !mayCreate }
      : { file: databaseFile(prepared(options, mayCreate)) },
  );
  try {
    await mayBegin(db, options.data);
    return { data: prepareDataFolder(options.data), db };
  } catch (error) {
    await db.close();
    throw error;
  }
}

function prepared(options: RunOptions, mayCreate: boolean): string {
  return mayCreate ? prepareDataFolder(options.data) : requireDataFolder(options);
}
