import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Obstacle } from '../../domain/invoice/plan.ts';

/**
 * Obstacles that have ended for a whole creditor and kept back invoices that are not all queued to look again: there
 * may be more of them than one transaction should write.
 */
export const endedObstacles = sqliteTable(
  'ended_obstacles',
  {
    creditor: text('creditor').notNull(),
    obstacle: text('obstacle').$type<Obstacle>().notNull(),
    endedAt: integer('ended_at').notNull(),
    /** The id of the last invoice that was queued; those behind it still are to be. */
    doneUpTo: integer('done_up_to').notNull(),
  },
  (t) => [primaryKey({ columns: [t.creditor, t.obstacle] })],
);
