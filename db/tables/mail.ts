import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** How many e-mails were let out by an account of a mail server in each minute of the last hour. */
export const mailAllowances = sqliteTable(
  'mail_allowances',
  {
    account: text('account').notNull(),
    /** Minutes since 1970. */
    minute: integer('minute').notNull(),
    used: integer('used').notNull(),
  },
  (t) => [primaryKey({ columns: [t.account, t.minute] })],
);
