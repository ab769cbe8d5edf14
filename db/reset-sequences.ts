import { refuseUnlessCurrent } from './drivers/postgres/migrate.ts';
import { onOneConnection } from './drivers/postgres/one-connection.ts';
import { type MovedSequence, resetSequences } from './drivers/postgres/sequences.ts';

/** Moves on each sequence of a PostgreSQL database that stands behind the ids of its table. */
export async function resetSequencesOf(
  url: string,
): Promise<{ readonly place: string; readonly moved: readonly MovedSequence[] }> {
  return onOneConnection(url, async ({ place, query }) => {
    await refuseUnlessCurrent(query, place);
    await query('begin isolation level read committed');
    const moved = await resetSequences(query);
    await query('commit');
    return { place, moved };
  });
}
