import { integer, text } from 'drizzle-orm/sqlite-core';

/*
 * Money is integer minor units, local days are integers (days since 1970-01-01), instants are integer
 * milliseconds UTC. Every table is STRICT (added by scripts/migrations.ts, drizzle-kit knows no word for it).
 * Append-only: ledger_entries, transitions, holds, hold_releases. Effects and commands keep their keys for ever.
 */

export const id = () => integer('id').primaryKey({ autoIncrement: true });
export const flag = (name: string) => integer(name, { mode: 'boolean' });

/** When something was written down, by whom, and by which message. */
export const recorded = () => ({
  recordedAt: integer('recorded_at').notNull(),
  by: text('by').notNull(),
  note: text('note'),
  commandId: text('command_id'),
});

/** One of the versions of what is published. */
export const published = <Body>() => ({
  version: integer('version').notNull(),
  hash: text('hash').notNull(),
  body: text('body', { mode: 'json' }).$type<Body>().notNull(),
  publishedAt: integer('published_at').notNull(),
  publishedBy: text('published_by').notNull(),
});
