import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Facts about this database itself, such as that it belongs to a rehearsal. */
export const settings = sqliteTable('settings', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
});
