import Sqlite from 'better-sqlite3';
import { inWords, isBusy } from './errors.ts';

/**
 * True when a writer gets its turn within the time given; false while another program holds the database.
 *
 * Nothing is written. Readers see nothing of such a lock, so that a look at the books alone finds all in order.
 */
export function canBeWritten(file: string, busyTimeoutMs: number): boolean {
  let client: Sqlite.Database | undefined;
  try {
    client = new Sqlite(file, { fileMustExist: true, timeout: busyTimeoutMs });
    client.exec('BEGIN IMMEDIATE');
    client.exec('ROLLBACK');
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw inWords(error, file);
  } finally {
    client?.close();
  }
}
