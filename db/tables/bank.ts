import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { flag, id } from './columns.ts';

/* Statements of the creditors' bank accounts: what shows that one is missing. */

/** Statements that were taken, each once. Amounts are minor units with their sign. */
export const bankStatements = sqliteTable(
  'bank_statements',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    account: text('account').notNull(),
    /** Day, number, part and balances: the same statement read again has the same. */
    identity: text('identity').notNull(),
    /** What the bank calls it. */
    bankId: text('bank_id').notNull(),
    number: integer('number'),
    page: integer('page'),
    isLast: flag('is_last').notNull(),
    opening: integer('opening'),
    closing: integer('closing'),
    closesOn: integer('closes_on').notNull(),
    isWhole: flag('is_whole').notNull(),
    /** What is missing before it; null when it follows the one before. */
    gap: text('gap'),
    /** A person said that it counts, whatever is missing. */
    isAccepted: flag('is_accepted').notNull(),
    takenAt: integer('taken_at').notNull(),
    by: text('by').notNull(),
  },
  (t) => [
    uniqueIndex('bank_statements_by_identity').on(t.creditor, t.account, t.identity),
    // Statements by the order in which they follow each other.
    index('bank_statements_by_day').on(t.creditor, t.account, t.closesOn),
  ],
);

/** Batch bookings that were taken in parts: the same booking without its details is not taken once more. */
export const splitBookings = sqliteTable(
  'split_bookings',
  {
    creditor: text('creditor').notNull(),
    /** The id that the booking has as a whole. */
    externalId: text('external_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.creditor, t.externalId] })],
);
