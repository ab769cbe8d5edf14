import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What a worker says of itself that has to be the same on every machine: names, and a mark of each value. */
export type WorkerSettings = Readonly<Record<string, string>>;

/** Worker processes that work on these books, as long as they say so themselves. */
export const workers = sqliteTable('workers', {
  /** One process, for its time. */
  id: text('id').primaryKey(),
  /** The name of its machine, for people; containers may share it. */
  host: text('host').notNull(),
  /** Where its number means it alone; empty where an older version noted it. */
  machine: text('machine').notNull().default(''),
  pid: integer('pid').notNull(),
  version: text('version').notNull(),
  /** Id of the namespace on the Temporal server that it works for. */
  server: text('server').notNull(),
  /** Address and namespace, for people. */
  serverSays: text('server_says').notNull(),
  settings: text('settings', { mode: 'json' }).$type<WorkerSettings>().notNull(),
  /** How far its clock is ahead of the database server's; null where the books lie on its own machine. */
  clockAheadMs: integer('clock_ahead_ms'),
  since: integer('since').notNull(),
  seenAt: integer('seen_at').notNull(),
});

/** Work that one process at a time does, whichever machine it is on; it lapses unless it is held on to. */
export const turns = sqliteTable('turns', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  heldUntil: integer('held_until').notNull(),
});
