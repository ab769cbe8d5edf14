import type Sqlite from 'better-sqlite3';
import { DatabaseError } from '../../errors.ts';

/*
 * Books that were copied to PostgreSQL go on there. Two workers on two sets of the same books would send every letter
 * twice, so the file says where they went, and whoever opens it is told.
 */

/** Under which name the file says so, in its settings. */
export const MOVED = 'moved';

export interface Moved {
  /** Host and name of the database that the books are in now. */
  readonly to: string;
  readonly at: number;
  /** False while it is not known whether the last word of the copying arrived there. */
  readonly isDone: boolean;
}

export function movedTo(client: Sqlite.Database): Moved | undefined {
  const value = client.prepare('SELECT value FROM settings WHERE name = ?').pluck().get(MOVED);
  return value === undefined ? undefined : (JSON.parse(String(value)) as Moved);
}

export function sayMoved(client: Sqlite.Database, moved: Moved): void {
  client
    .prepare('INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
    .run(MOVED, JSON.stringify(moved));
}

export function forgetMoved(client: Sqlite.Database): void {
  client.prepare('DELETE FROM settings WHERE name = ?').run(MOVED);
}

/** Throws when the books of the file go on elsewhere. */
export function refuseMoved(client: Sqlite.Database, file: string): void {
  const moved = movedTo(client);
  if (moved !== undefined) throw alreadyMoved(file, moved);
}

export function alreadyMoved(file: string, { to, at, isDone }: Moved): DatabaseError {
  const when = new Date(at).toISOString();
  const says = isDone
    ? `The books of ${file} were moved to ${to} at ${when}: name that database with --database or DUNWELL_DATABASE.`
    : `Copying the books of ${file} to ${to} was cut off at its end, at ${when}: run the same copy again, it finds out what arrived.`;
  return new DatabaseError(
    file,
    `${says} To go on with this file instead, stop all that works on the other, then, with its address in DUNWELL_DATABASE: dunwell database copy --from ${file} --undo`,
  );
}
