import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ChannelSettings } from '../../domain/channels/settings.ts';
import { published } from './columns.ts';

/** Published versions of channels, never changed: a creditor's own, and under `*` the default of all. */
export const channelSettings = sqliteTable(
  'channel_settings',
  {
    creditor: text('creditor').notNull(),
    ...published<ChannelSettings>(),
  },
  (t) => [primaryKey({ columns: [t.creditor, t.version] })],
);
