import { asc } from 'drizzle-orm';
import type { Instant } from '../../domain/kernel/day.ts';
import { TAKEN_BACK } from '../drivers/postgres/taken-back.ts';
import { equals } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { getSetting } from '../settings.ts';
import { workers } from '../tables/workers.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type WorkerRow = typeof workers.$inferSelect;

/** A worker that has said nothing for so long is gone: several times as long as between two words of it. */
export const SILENT_MS = 90_000;

const ALL = columnsBut(workers, []);

const statements = preparedStatements(({ orm, write, raw }) => ({
  note: write<WorkerRow>(
    orm
      .insert(workers)
      .values(placeholders(workers, ALL))
      .onConflictDoUpdate({
        target: workers.id,
        set: placeholders(workers, ['settings', 'clockAheadMs', 'seenAt']),
      }),
  ),
  list: orm.select().from(workers).orderBy(asc(workers.since), asc(workers.id)).prepare(),
  forget: write<{ id: string }>(orm.delete(workers).where(equals(workers, 'id'))),
  forgetSilent: raw('delete from workers where seen_at < :before'),
}));

/** A worker says that it is there: for the first time, or still. */
export async function noteWorker(tx: Tx, worker: WorkerRow): Promise<void> {
  await statements(tx).note(worker);
}

/** All that said so and did not take leave, the longest there first; `seenAt` tells who still does. */
export async function listWorkers(tx: Tx): Promise<readonly WorkerRow[]> {
  return statements(tx).list.all({});
}

/** True when the books go on in the file that they once came from. */
export async function areTakenBack(tx: Tx): Promise<boolean> {
  return (await getSetting(tx, TAKEN_BACK)) !== undefined;
}

/** A worker takes leave. */
export async function forgetWorker(tx: Tx, id: string): Promise<void> {
  await statements(tx).forget({ id });
}

/** Forgets those that were killed: nobody has heard of them since then. */
export async function forgetSilentWorkers(tx: Tx, before: Instant): Promise<void> {
  await statements(tx).forgetSilent.run({ before });
}
