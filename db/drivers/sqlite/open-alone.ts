import Sqlite from 'better-sqlite3';
import { DatabaseError } from '../../errors.ts';
import { withBusyRetry } from './busy-retry.ts';
import { inWords, isBusy } from './errors.ts';

/** A command that only looks at the books is done by then; a worker is not. */
const PATIENCE_MS = 2_000;

/**
 * Opens a file so that nobody else has it open or can open it, until it is closed or this process is gone. Refuses one
 * that is in use.
 */
export async function openAlone(file: string, patienceMs = PATIENCE_MS): Promise<Sqlite.Database> {
  let client: Sqlite.Database | undefined;
  try {
    client = new Sqlite(file, { fileMustExist: true, timeout: 0 });
    const alone = client;
    // With this every lock is taken of the whole file, by readers too, and none is given back.
    alone.pragma('locking_mode = EXCLUSIVE');
    await withBusyRetry(patienceMs, () => alone.exec('BEGIN EXCLUSIVE; COMMIT'));
    alone.pragma('synchronous = FULL');
    return alone;
  } catch (error) {
    client?.close();
    if (isBusy(error)) {
      throw new DatabaseError(
        file,
        `The database ${file} is open in another process: stop the worker, the API and the commands that use it, then try again.`,
        error,
      );
    }
    throw inWords(error, file);
  }
}
