import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Obstacle } from '../../domain/invoice/plan.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { insertFrom } from '../insert-from.ts';
import { equals, named } from '../named.ts';
import { placeholders } from '../prepared.ts';
import { endedObstacles } from '../tables/ended-obstacles.ts';
import { IS_KEPT_BACK, invoices, wakeOutbox } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { isOneOf } from '../words.ts';

/** An obstacle that has ended for all of a creditor's invoices. */
export type EndedObstacle = Readonly<typeof endedObstacles.$inferSelect>;

type Of = Pick<EndedObstacle, 'creditor' | 'obstacle'>;

const isIt = and(equals(endedObstacles, 'creditor'), equals(endedObstacles, 'obstacle'));

const statements = preparedStatements(({ orm, write }) => ({
  // It ended anew: those that it kept back since are before the mark.
  note: write<EndedObstacle>(
    orm
      .insert(endedObstacles)
      .values(placeholders(endedObstacles, ['creditor', 'obstacle', 'endedAt', 'doneUpTo']))
      .onConflictDoUpdate({
        target: [endedObstacles.creditor, endedObstacles.obstacle],
        set: placeholders(endedObstacles, ['endedAt', 'doneUpTo']),
      }),
  ),
  list: orm
    .select()
    .from(endedObstacles)
    .orderBy(asc(endedObstacles.creditor), asc(endedObstacles.obstacle))
    .prepare(),
  find: orm.select().from(endedObstacles).where(isIt).prepare(),
  keptBack: orm
    .select({ id: invoices.id })
    .from(invoices)
    .where(
      and(
        equals(invoices, 'creditor'),
        eq(invoices.keptBackBy, named('obstacle')),
        IS_KEPT_BACK,
        gt(invoices.id, named('afterId')),
      ),
    )
    .orderBy(asc(invoices.id))
    .limit(named('limit'))
    .prepare(),
  raise: write<{ ids: string }>(
    orm
      .update(invoices)
      .set({ version: sql`${invoices.version} + 1` })
      .where(isOneOf(invoices.id, 'ids')),
  ),
  queue: write<{ ids: string; cause: string; createdAt: Instant }>(
    insertFrom(
      wakeOutbox,
      { invoiceId: invoices.id, cause: sql`${named('cause')}`, createdAt: sql`${named('createdAt')}` },
      sql`${invoices} where ${isOneOf(invoices.id, 'ids')}`,
    ),
  ),
  advance: write<Of & { doneUpTo: number }>(
    orm
      .update(endedObstacles)
      .set(placeholders(endedObstacles, ['doneUpTo']))
      .where(isIt),
  ),
  forget: write<Of>(orm.delete(endedObstacles).where(isIt)),
}));

/** Notes, in the transaction of its cause, that all of a creditor's invoices it kept back are to look again. */
export async function noteEndedObstacle(
  tx: Tx,
  creditor: string,
  obstacle: Obstacle,
  at: Instant,
): Promise<void> {
  await statements(tx).note({ creditor, obstacle, endedAt: at, doneUpTo: 0 });
}

/** Those whose invoices are not all queued. */
export async function endedObstaclesLeft(tx: Tx): Promise<readonly EndedObstacle[]> {
  return statements(tx).list.all();
}

/**
 * Queues the next so many invoices that it kept back, and moves its mark behind them in the same transaction, which is
 * about the creditor: so none comes to be kept back meanwhile. False when none is left; then it is forgotten.
 */
export async function queueNextKeptBack(tx: Tx, { creditor, obstacle }: Of, limit: number): Promise<boolean> {
  const { find, keptBack, raise, queue, advance, forget } = statements(tx);
  const ended = await find.get({ creditor, obstacle });
  if (ended === undefined) return false;
  const page = await keptBack.all({ creditor, obstacle, afterId: ended.doneUpTo, limit });
  const last = page.at(-1);
  if (last !== undefined) {
    const ids = JSON.stringify(page.map(({ id }) => id));
    await raise({ ids });
    await queue({ ids, cause: `no longer ${obstacle}`, createdAt: ended.endedAt });
  }
  if (last === undefined || page.length < limit) {
    await forget({ creditor, obstacle });
    return false;
  }
  await advance({ creditor, obstacle, doneUpTo: last.id });
  return true;
}
