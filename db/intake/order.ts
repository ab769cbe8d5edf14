import { and, asc, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { given, placeholders } from '../prepared.ts';
import { type BatchRow, intakeBatches, UNTAKEN } from '../tables/intake.ts';
import { preparedStatements, type Tx } from '../tx.ts';

const statements = preparedStatements(({ orm, write }) => {
  const isIt = equals(intakeBatches, 'id');
  const ofCreditor = and(equals(intakeBatches, 'creditor'), UNTAKEN);
  return {
    find: orm.select().from(intakeBatches).where(isIt).prepare(),
    untaken: orm
      .select()
      .from(intakeBatches)
      .where(UNTAKEN)
      .orderBy(asc(intakeBatches.creditor), asc(intakeBatches.place))
      .prepare(),
    first: orm
      .select()
      .from(intakeBatches)
      .where(ofCreditor)
      .orderBy(asc(intakeBatches.place))
      .limit(1)
      .prepare(),
    left: orm
      .select({
        batches: sql<number>`count(*)`,
        rows: sql<number>`coalesce(sum(${intakeBatches.rows} - ${intakeBatches.doneUpTo}), 0)`,
      })
      .from(intakeBatches)
      .where(ofCreditor)
      .prepare(),
    setAside: orm
      .select()
      .from(intakeBatches)
      .where(and(isNotNull(intakeBatches.setAsideAt), isNull(intakeBatches.finishedAt)))
      .orderBy(asc(intakeBatches.creditor), asc(intakeBatches.place))
      .prepare(),
    fail: write<{ id: string; lastError: string; at: Instant; most: number }>(
      orm
        .update(intakeBatches)
        .set({
          failures: sql`${intakeBatches.failures} + 1`,
          lastError: given(intakeBatches.lastError, 'lastError'),
          setAsideAt: sql`case when ${intakeBatches.failures} + 1 >= ${named('most')} then cast(${named('at')} as bigint) end`,
        })
        .where(and(isIt, UNTAKEN)),
    ),
    takeUpAgain: write<{ id: string; setAsideAt: null; failures: number }>(
      orm
        .update(intakeBatches)
        .set(placeholders(intakeBatches, ['setAsideAt', 'failures']))
        .where(and(isIt, isNotNull(intakeBatches.setAsideAt))),
    ),
  };
});

/** Batches staged to the end and still to be taken, those of each creditor in the order in which they were staged. */
export async function untakenBatches(tx: Tx): Promise<readonly BatchRow[]> {
  return statements(tx).untaken.all();
}

/** The batch of a creditor whose turn it is. */
export async function firstUntaken(tx: Tx, creditor: string): Promise<BatchRow | undefined> {
  return statements(tx).first.get({ creditor });
}

/** How much of what a creditor has staged is still to be taken. */
export async function untakenOf(
  tx: Tx,
  creditor: string,
): Promise<{ readonly batches: number; readonly rows: number }> {
  return (await statements(tx).left.get({ creditor })) ?? { batches: 0, rows: 0 };
}

/** Batches that could not be taken and that nobody waits for any more: work for a person. */
export async function batchesSetAside(tx: Tx): Promise<readonly BatchRow[]> {
  return statements(tx).setAside.all();
}

/** Notes that a page of the batch threw; after so many times the batch is set aside. Returns it as it is then. */
export async function noteBatchFailure(
  tx: Tx,
  id: string,
  failure: { readonly lastError: string; readonly at: Instant; readonly most: number },
): Promise<BatchRow | undefined> {
  const { fail, find } = statements(tx);
  await fail({ id, ...failure });
  return find.get({ id });
}

/** Gives a batch that was set aside another try, in its old place. */
export async function takeUpAgain(tx: Tx, id: string): Promise<void> {
  await statements(tx).takeUpAgain({ id, setAsideAt: null, failures: 0 });
}
