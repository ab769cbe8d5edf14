import { DatabaseError } from '../../errors.ts';
import type { Query } from './migrate.ts';

/*
 * Books that were moved to PostgreSQL and taken back into their file go on there. The database says so, as the file
 * did while they were here: two workers on two sets of the same books would send every letter twice.
 */

/** Under which name the database says so, in its settings. */
export const TAKEN_BACK = 'taken back';

interface TakenBack {
  readonly file: string;
  readonly at: number;
}

/** Throws when the books go on in a file. */
export async function refuseTakenBack(query: Query, place: string): Promise<void> {
  const [row] = await query('select "value" from "settings" where "name" = $1', [TAKEN_BACK]);
  if (row !== undefined) throw takenBack(place, JSON.parse(String(row.value)) as TakenBack);
}

function takenBack(place: string, { file, at }: TakenBack): DatabaseError {
  return new DatabaseError(
    place,
    `The books of ${place} were taken back into ${file} at ${new Date(at).toISOString()}: leave DUNWELL_DATABASE and --database out to go on there. To move them anew, copy into an empty database.`,
  );
}

/**
 * Says that the books go on in a file, unless a worker works on them; nothing where the copy had never arrived.
 *
 * Workers tell that they begin in the same table: one that began before is seen, one that begins later is refused.
 */
export async function sayTakenBack(
  query: Query,
  place: string,
  { file, at, aliveSince }: TakenBack & { readonly aliveSince: number },
): Promise<void> {
  if ((await query(`select to_regclass('settings') as "settings"`))[0]?.settings === null) return;
  await query('begin isolation level read committed');
  await query('lock table "workers" in share row exclusive mode');
  const [worker] = await query('select "host", "pid" from "workers" where "seen_at" > $1 limit 1', [
    aliveSince,
  ]);
  if (worker !== undefined) {
    throw new DatabaseError(
      place,
      `A worker works on the books of ${place}, process ${worker.pid} on ${worker.host}: stop all that works on them first. One that was killed counts as gone after 90 seconds.`,
    );
  }
  await query(
    'insert into "settings" ("name", "value") values ($1, $2) on conflict ("name") do update set "value" = excluded."value"',
    [TAKEN_BACK, JSON.stringify({ file, at })],
  );
  await query('commit');
}
