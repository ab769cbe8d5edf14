import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Creditor- and customer-wide commands with their progress. */
export const bulkOperations = sqliteTable('bulk_operations', {
  id: text('id').primaryKey(),
  creditor: text('creditor').notNull(),
  body: text('body', { mode: 'json' }).notNull(),
  by: text('by').notNull(),
  startedAt: integer('started_at').notNull(),
  cursor: integer('cursor').notNull().default(0),
  woken: integer('woken').notNull().default(0),
  result: text('result', { mode: 'json' }),
  finishedAt: integer('finished_at'),
});
