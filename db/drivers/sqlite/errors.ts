import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { DatabaseError, DiskError } from '../../errors.ts';
import { isDiskFull } from './disk-space.ts';

/** True when another process holds the lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

/** Puts what went wrong with the file into words; errors of statements themselves pass unchanged. */
export function inWords(error: unknown, file: string): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  const said = `(${error.code}: ${error.message})`;
  const message = explain(error.code, file);
  if (message === undefined) return error;
  const Kind = DISK_CODES.some((code) => error.code.startsWith(code)) ? DiskError : DatabaseError;
  return new Kind(file, `${message} ${said}`, error);
}

const DISK_CODES = ['SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_READONLY', 'SQLITE_CORRUPT'];

function explain(code: string, file: string): string | undefined {
  if (code.startsWith('SQLITE_BUSY')) {
    return `The database ${file} is locked by another process: try again, or stop what holds it.`;
  }
  if (code.startsWith('SQLITE_CORRUPT')) {
    return `The database ${file} is damaged: stop all that uses it and restore a copy.`;
  }
  if (code.startsWith('SQLITE_NOTADB')) return `The file ${file} is not a SQLite database: name another.`;
  const isFull = code.startsWith('SQLITE_IOERR') && isDiskFull(dirname(file));
  if (isFull || code.startsWith('SQLITE_FULL')) return `The disk of the database ${file} is full: make room.`;
  if (code.startsWith('SQLITE_READONLY')) return `The database ${file} may not be written: check its rights.`;
  if (code.startsWith('SQLITE_CANTOPEN')) {
    return `The database ${file} cannot be opened: check that its folder exists and may be written.`;
  }
  if (code.startsWith('SQLITE_IOERR')) return `The disk of the database ${file} failed.`;
  return undefined;
}
