import Sqlite from 'better-sqlite3';
import { migrate } from './drivers/postgres/migrate.ts';
import { onOneConnection } from './drivers/postgres/one-connection.ts';
import { withBusyRetry } from './drivers/sqlite/busy-retry.ts';
import { inWords } from './drivers/sqlite/errors.ts';
import { migrate as migrateFile } from './drivers/sqlite/migrate.ts';
import { movedTo } from './drivers/sqlite/moved.ts';

/** Which books: a SQLite file or a PostgreSQL database. */
export type BooksAddress = { readonly file: string } | { readonly url: string };

export interface BroughtUpToDate {
  readonly place: string;
  /** By how many migrations; none where the tables were those of this version already. */
  readonly steps: number;
  /** The database that the books of a file went on in; undefined where they are in the file. */
  readonly movedTo?: string | undefined;
}

/** A worker that runs holds the file for a moment at a time. */
const PATIENCE_MS = 10_000;

/** Gives books the tables of this version, as opening them for writing does; refuses those of a newer one. */
export async function bringUpToDate(books: BooksAddress): Promise<BroughtUpToDate> {
  if ('url' in books) {
    return onOneConnection(books.url, async ({ query, place }) => ({
      place,
      steps: await migrate(query, place),
    }));
  }
  const { file } = books;
  let client: Sqlite.Database | undefined;
  try {
    const opened = new Sqlite(file, { fileMustExist: true, timeout: 0 });
    client = opened;
    const steps = await withBusyRetry(PATIENCE_MS, () => migrateFile(opened, file));
    return { place: file, steps, movedTo: movedTo(opened)?.to };
  } catch (error) {
    throw inWords(error, file);
  } finally {
    client?.close();
  }
}
