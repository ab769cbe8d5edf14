import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { CollectorReport } from '../../contracts/collector.ts';
import type { CollectorConfiguration } from '../../domain/case/configuration.ts';
import { id, published } from './columns.ts';

/** Published versions of collector configurations, never changed; the highest of each name is in force. */
export const collectorConfigurations = sqliteTable(
  'collector_configurations',
  {
    name: text('name').notNull(),
    ...published<CollectorConfiguration>(),
  },
  (t) => [primaryKey({ columns: [t.name, t.version] })],
);

/** Reports of collectors as they came, until their case has read them. */
export const collectorReports = sqliteTable(
  'collector_reports',
  {
    id: id(),
    /** Key of the order that they are about. */
    orderKey: text('order_key').notNull(),
    revision: integer('revision').notNull(),
    body: text('body', { mode: 'json' }).$type<CollectorReport>().notNull(),
    receivedAt: integer('received_at').notNull(),
    readAt: integer('read_at'),
  },
  (t) => [
    uniqueIndex('collector_reports_by_revision').on(t.orderKey, t.revision),
    index('collector_reports_unread').on(t.id).where(sql.raw('"read_at" is null')),
  ],
);
