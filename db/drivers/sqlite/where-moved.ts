import Sqlite from 'better-sqlite3';
import { inWords } from './errors.ts';
import { type Moved, movedTo } from './moved.ts';

/** Which database the books of a file went to; undefined when they are still in it. */
export function whereMoved(file: string): Moved | undefined {
  let client: Sqlite.Database | undefined;
  try {
    client = new Sqlite(file, { readonly: true, fileMustExist: true });
    return movedTo(client);
  } catch (error) {
    throw inWords(error, file);
  } finally {
    client?.close();
  }
}
