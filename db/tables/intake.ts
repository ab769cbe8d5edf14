import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { flag } from './columns.ts';

const untaken = `("staged_at" is not null and "finished_at" is null and "set_aside_at" is null)`;

/** Staged to the end and still to be taken. Statements must repeat these words exactly, see MAY_GO_ON. */
export const UNTAKEN = sql.raw(untaken);

/** Files taken in, by the hash of their content. */
export const intakeBatches = sqliteTable(
  'intake_batches',
  {
    id: text('id').primaryKey(),
    creditor: text('creditor').notNull(),
    by: text('by').notNull(),
    begunAt: integer('begun_at').notNull(),
    /** Null until the last row is staged: a file cut off by a crash is never taken in half. */
    stagedAt: integer('staged_at'),
    /** Its turn among those of the creditor, given with `staged_at`: what was staged first is taken in first. */
    place: integer('place'),
    rows: integer('rows').notNull().default(0),
    /** The last staged row that was taken; a batch killed in the middle goes on from here. */
    doneUpTo: integer('done_up_to').notNull().default(0),
    taken: integer('taken').notNull().default(0),
    unchanged: integer('unchanged').notNull().default(0),
    refused: integer('refused').notNull().default(0),
    finishedAt: integer('finished_at'),
    /** Up to when the ledger is complete once all of it is taken; null when it does not say so. */
    freshAt: integer('fresh_at'),
    /** Somebody said that it counts as complete also where rows were refused. */
    partial: flag('partial').notNull().default(false),
    /** How often its next page threw, and what it said last. */
    failures: integer('failures').notNull().default(0),
    lastError: text('last_error'),
    /** Since when the others no longer wait for it. */
    setAsideAt: integer('set_aside_at'),
  },
  (t) => [
    uniqueIndex('intake_batches_by_place').on(t.creditor, t.place),
    // What every decision asks: tiny, as taken batches are not in it.
    index('intake_batches_untaken').on(t.creditor, t.place).where(UNTAKEN),
  ],
);

export type BatchRow = Readonly<typeof intakeBatches.$inferSelect>;

/** A row goes once it is taken, refused ones stay. */
export const intakeRows = sqliteTable(
  'intake_rows',
  {
    batchId: text('batch_id')
      .notNull()
      .references(() => intakeBatches.id),
    seq: integer('seq').notNull(),
    kind: text('kind').notNull(),
    line: integer('line').notNull(),
    body: text('body', { mode: 'json' }).notNull(),
    problem: text('problem'),
  },
  (t) => [primaryKey({ columns: [t.batchId, t.seq] })],
);
