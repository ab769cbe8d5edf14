import { and, isNull, lt, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { given, placeholders } from '../prepared.ts';
import { bulkOperations } from '../tables/bulk.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type BulkRow = Readonly<typeof bulkOperations.$inferSelect>;

export interface BulkToStart {
  readonly id: string;
  readonly creditor: string;
  readonly body: unknown;
  readonly by: string;
  readonly startedAt: Instant;
}

const statements = preparedStatements(({ orm, write }) => {
  const isIt = equals(bulkOperations, 'id');
  const isOpen = isNull(bulkOperations.finishedAt);
  return {
    insert: write<BulkToStart>(
      orm
        .insert(bulkOperations)
        .values(placeholders(bulkOperations, ['id', 'creditor', 'body', 'by', 'startedAt']))
        .onConflictDoNothing(),
    ),
    find: orm.select().from(bulkOperations).where(isIt).prepare(),
    advance: write<{ id: string; cursor: number; woken: number }>(
      orm
        .update(bulkOperations)
        .set({
          cursor: given(bulkOperations.cursor, 'cursor'),
          woken: sql`${bulkOperations.woken} + ${named('woken')}`,
        })
        .where(and(isIt, isOpen, lt(bulkOperations.cursor, named('cursor')))),
    ),
    finish: write<{ id: string; result: unknown; finishedAt: Instant }>(
      orm
        .update(bulkOperations)
        .set(placeholders(bulkOperations, ['result', 'finishedAt']))
        .where(and(isIt, isOpen)),
    ),
  };
});

/** Writes down a command for many invoices; one with the same id is answered with the original. */
export async function startBulk(
  tx: Tx,
  operation: BulkToStart,
): Promise<{ readonly operation: BulkRow; readonly isNew: boolean }> {
  const isNew = (await statements(tx).insert(operation)).changes === 1;
  return { operation: (await statements(tx).find.get({ id: operation.id })) as BulkRow, isNew };
}

export async function findBulk(tx: Tx, id: string): Promise<BulkRow | undefined> {
  return statements(tx).find.get({ id });
}

/** Moves the cursor to the last invoice woken and adds their number; false when it was that far before. */
export async function advanceBulk(
  tx: Tx,
  id: string,
  progress: { readonly cursor: number; readonly woken: number },
): Promise<boolean> {
  return (await statements(tx).advance({ id, ...progress })).changes === 1;
}

/** Closes the operation with its result; the first one stands. */
export async function finishBulk(
  tx: Tx,
  id: string,
  end: { readonly result: unknown; readonly finishedAt: Instant },
): Promise<boolean> {
  return (await statements(tx).finish({ id, ...end })).changes === 1;
}
