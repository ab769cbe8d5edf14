import { and, asc, eq, gt, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { given, placeholders } from '../prepared.ts';
import { type BatchRow, intakeBatches, intakeRows } from '../tables/intake.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { takeUpAgain } from './order.ts';

export type { BatchRow } from '../tables/intake.ts';

export type IntakeRow = Readonly<typeof intakeRows.$inferSelect>;

/** A row of a file: `seq` counts from 1 within the batch, `line` is where it stands in the file. */
export type RowToStage = Omit<IntakeRow, 'batchId' | 'problem'> & { readonly problem?: string | null };

/** What one page of a batch came to; the counts are added to those before. */
export interface BatchProgress {
  readonly doneUpTo: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly refused: number;
}

const statements = preparedStatements(({ orm, write }) => {
  const isIt = equals(intakeBatches, 'id');
  const inBatch = equals(intakeRows, 'batchId');
  const sum = (column: 'taken' | 'unchanged' | 'refused') => sql`${intakeBatches[column]} + ${named(column)}`;
  return {
    begin: write<{ id: string; creditor: string; by: string; begunAt: Instant }>(
      orm
        .insert(intakeBatches)
        .values(placeholders(intakeBatches, ['id', 'creditor', 'by', 'begunAt']))
        .onConflictDoNothing(),
    ),
    insertRow: write<IntakeRow>(
      orm
        .insert(intakeRows)
        .values(placeholders(intakeRows, ['batchId', 'seq', 'kind', 'line', 'body', 'problem']))
        .onConflictDoNothing(),
    ),
    complete: write<Completeness & { id: string; stagedAt: Instant; rows: number }>(
      orm
        .update(intakeBatches)
        .set({
          ...placeholders(intakeBatches, ['stagedAt', 'rows', 'freshAt', 'partial']),
          place: sql`(select coalesce(max(before.place), 0) + 1 from intake_batches as before where before.creditor = ${intakeBatches.creditor})`,
        })
        .where(and(isIt, isNull(intakeBatches.stagedAt))),
    ),
    find: orm.select().from(intakeBatches).where(isIt).prepare(),
    rowsAfter: orm
      .select()
      .from(intakeRows)
      .where(and(inBatch, gt(intakeRows.seq, named('seq'))))
      .orderBy(asc(intakeRows.seq))
      .limit(named('limit'))
      .prepare(),
    advance: write<BatchProgress & { id: string }>(
      orm
        .update(intakeBatches)
        .set({
          doneUpTo: given(intakeBatches.doneUpTo, 'doneUpTo'),
          taken: sum('taken'),
          unchanged: sum('unchanged'),
          refused: sum('refused'),
        })
        .where(and(isIt, lt(intakeBatches.doneUpTo, named('doneUpTo')))),
    ),
    dropTaken: write<{ batchId: string; doneUpTo: number }>(
      orm
        .delete(intakeRows)
        .where(and(inBatch, lte(intakeRows.seq, named('doneUpTo')), isNull(intakeRows.problem))),
    ),
    setProblem: write<{ batchId: string; seq: number; problem: string }>(
      orm
        .update(intakeRows)
        .set(placeholders(intakeRows, ['problem']))
        .where(and(inBatch, equals(intakeRows, 'seq'))),
    ),
    spoil: write<{ id: string; freshAt: null }>(
      orm
        .update(intakeBatches)
        .set(placeholders(intakeBatches, ['freshAt']))
        .where(and(isIt, eq(intakeBatches.partial, false))),
    ),
    finish: write<{ id: string; finishedAt: Instant }>(
      orm
        .update(intakeBatches)
        .set(placeholders(intakeBatches, ['finishedAt']))
        .where(and(isIt, isNull(intakeBatches.finishedAt))),
    ),
    problems: orm
      .select()
      .from(intakeRows)
      .where(and(inBatch, isNotNull(intakeRows.problem)))
      .orderBy(asc(intakeRows.seq))
      .prepare(),
  };
});

/** What a batch says about the ledger as a whole. */
export interface Completeness {
  /** Up to when the ledger is complete once all of it is taken; null when it does not say so. */
  readonly freshAt: Instant | null;
  /** Counts as complete also where rows are refused. */
  readonly partial: boolean;
}

const SAYS_NOTHING: Completeness = { freshAt: null, partial: false };

/**
 * Begins a batch, named by its content; one begun before is answered with how far it is. One that was set aside is
 * given another try: whoever stages it again has mended what kept it from being taken.
 */
export async function stageBatch(
  tx: Tx,
  batch: { readonly id: string; readonly creditor: string; readonly by: string; readonly at: Instant },
): Promise<BatchRow> {
  const { id, creditor, by, at } = batch;
  await statements(tx).begin({ id, creditor, by, begunAt: at });
  await takeUpAgain(tx, id);
  return (await statements(tx).find.get({ id })) as BatchRow;
}

/** Adds rows to a batch; those it has already are left as they are, so staging can simply be run again. */
export async function stageRows(tx: Tx, batchId: string, rows: readonly RowToStage[]): Promise<void> {
  const { insertRow } = statements(tx);
  // All at once: to a database on another machine they travel together.
  await Promise.all(
    rows.map(({ seq, kind, line, body, problem = null }) =>
      insertRow({ batchId, seq, kind, line, body, problem }),
    ),
  );
}

/**
 * Says that all rows are staged: only now is the batch open to be taken, after all that were staged before for its
 * creditor, whom the transaction is about.
 */
export async function completeBatch(
  tx: Tx,
  id: string,
  rows: number,
  at: Instant,
  completeness: Completeness = SAYS_NOTHING,
): Promise<void> {
  await statements(tx).complete({ id, stagedAt: at, rows, ...completeness });
}

export async function findBatch(tx: Tx, id: string): Promise<BatchRow | undefined> {
  return statements(tx).find.get({ id });
}

/** The rows of a batch after that one, in order. */
export async function rowsAfter(
  tx: Tx,
  batchId: string,
  seq: number,
  limit: number,
): Promise<readonly IntakeRow[]> {
  return statements(tx).rowsAfter.all({ batchId, seq, limit });
}

/** Notes how far a batch was taken and drops the rows taken; false, and nothing, when it was that far before. */
export async function advanceBatch(tx: Tx, id: string, progress: BatchProgress): Promise<boolean> {
  const advanced = (await statements(tx).advance({ ...progress, id })).changes === 1;
  if (advanced) await statements(tx).dropTaken({ batchId: id, doneUpTo: progress.doneUpTo });
  return advanced;
}

/** Notes why a row was refused; to be told before the batch advances over it. */
export async function recordProblem(tx: Tx, batchId: string, seq: number, problem: string): Promise<void> {
  await statements(tx).setProblem({ batchId, seq, problem });
}

/** A booking of it was refused: the ledger is not complete with it, unless somebody said that it counts all the same. */
export async function spoilCompleteness(tx: Tx, id: string): Promise<void> {
  await statements(tx).spoil({ id, freshAt: null });
}

/** Closes a batch; refused rows stay with their problems. */
export async function finishBatch(tx: Tx, id: string, at: Instant): Promise<void> {
  await statements(tx).finish({ id, finishedAt: at });
}

/** Gives up what is left of a batch: its rows go, and count as refused. */
export async function giveUpBatch(tx: Tx, id: string, at: Instant): Promise<void> {
  const batch = await findBatch(tx, id);
  if (batch === undefined || batch.finishedAt !== null) return;
  const { rows, doneUpTo } = batch;
  await advanceBatch(tx, id, { doneUpTo: rows, taken: 0, unchanged: 0, refused: rows - doneUpTo });
  await finishBatch(tx, id, at);
}

/** The rows that were refused, each with its line and the reason. */
export async function problemsOf(tx: Tx, batchId: string): Promise<readonly IntakeRow[]> {
  return statements(tx).problems.all({ batchId });
}
