import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { inWords, isBusy } from './errors.ts';

/** The right to a folder, held until released or until this process is gone, however it goes. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes the lock of a file, or says that another holds it.
 *
 * The operating system holds it for the process, so it is never stale: a process that sleeps keeps it, and one
 * that was killed has lost it. SQLite is used because Node has no locks of its own.
 */
export function takeLock(file: string): FolderLock | undefined {
  let client: Sqlite.Database | undefined;
  try {
    client = new Sqlite(file, { timeout: WAIT_MS });
    client.exec('BEGIN EXCLUSIVE');
    const held = client;
    return { release: () => held.close() };
  } catch (error) {
    client?.close();
    if (isBusy(error)) return undefined;
    throw inWords(error, file);
  }
}

/** Longer than `isLocked` needs to look. */
const WAIT_MS = 500;

/** True while a process holds the lock of the file. */
export function isLocked(file: string): boolean {
  if (!existsSync(file)) return false;
  let client: Sqlite.Database | undefined;
  try {
    client = new Sqlite(file, { readonly: true, timeout: 0 });
    // Reading needs a shared lock, which nobody gets beside an exclusive one.
    client.prepare('select count(*) from sqlite_master').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw inWords(error, file);
  } finally {
    client?.close();
  }
}
