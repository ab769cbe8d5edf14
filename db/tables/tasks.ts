import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { TaskEnd, TaskKind, TaskSubject } from '../../domain/tasks/task.ts';
import { id } from './columns.ts';

const isOpen = '"ended_at" is null';

/** Statements must repeat these words exactly for SQLite to see that the partial indexes serve them. */
export const IS_OPEN = sql.raw(isOpen);

/** What waits for a person, and what did. A row is written once and ended once; it stays as history. */
export const tasks = sqliteTable(
  'tasks',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    subject: text('subject').$type<TaskSubject>().notNull(),
    /** Which one: an invoice's number, a case's or a customer's reference, a batch's id, the creditor itself. */
    about: text('about').notNull(),
    kind: text('kind').$type<TaskKind>().notNull(),
    /** What tells several of one kind apart. */
    key: text('key').notNull().default(''),
    /** What exactly happened, beside the sentence of its kind. */
    note: text('note'),
    since: integer('since').notNull(),
    due: integer('due'),
    owner: text('owner'),
    endedAt: integer('ended_at'),
    ended: text('ended').$type<TaskEnd>(),
    endedBy: text('ended_by'),
    endedReason: text('ended_reason'),
  },
  (t) => [
    uniqueIndex('tasks_open').on(t.creditor, t.subject, t.about, t.kind, t.key).where(sql.raw(isOpen)),
    index('tasks_open_by_creditor').on(t.creditor, t.id).where(sql.raw(isOpen)),
    index('tasks_by_subject').on(t.creditor, t.subject, t.about),
  ],
);

export type TaskRow = Readonly<typeof tasks.$inferSelect>;
