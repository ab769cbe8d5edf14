import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { MatchKind, MatchRule } from '../../domain/intake/matching/match.ts';
import { id } from './columns.ts';
import { customers, ofCustomer } from './customers.ts';
import { invoices } from './invoices.ts';
import { unmatchedEntries } from './unmatched.ts';

/** What became of unmatched money, part by part. Append-only: taking a match back is a row of `match_undos`. */
export const matches = sqliteTable(
  'matches',
  {
    id: id(),
    entryId: integer('entry_id')
      .notNull()
      .references(() => unmatchedEntries.id),
    kind: text('kind').$type<MatchKind>().notNull(),
    invoiceId: integer('invoice_id').references(() => invoices.id),
    customerId: integer('customer_id').references(() => customers.id),
    /** What it settles of the entry; an assignment to a customer settles nothing. */
    amount: integer('amount').notNull(),
    /** The booking it made on the invoice. */
    externalId: text('external_id'),
    rule: text('rule').$type<MatchRule>().notNull(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    reason: text('reason'),
    /** The deed of a person that it is part of. */
    deedId: text('deed_id'),
  },
  (t) => [index('matches_by_entry').on(t.entryId)],
);

export const matchUndos = sqliteTable('match_undos', {
  matchId: integer('match_id')
    .primaryKey()
    .references(() => matches.id),
  at: integer('at').notNull(),
  by: text('by').notNull(),
  reason: text('reason'),
  deedId: text('deed_id'),
});

/** What people did with unmatched money: the same id does the same once. */
export const moneyDeeds = sqliteTable('money_deeds', {
  id: text('id').primaryKey(),
  body: text('body', { mode: 'json' }).notNull(),
  at: integer('at').notNull(),
  by: text('by').notNull(),
});

/** From which accounts a customer pays, learned from matches. */
export const payerAccounts = sqliteTable(
  'payer_accounts',
  {
    creditor: text('creditor').notNull(),
    iban: text('iban').notNull(),
    customerId: ofCustomer(),
    learnedAt: integer('learned_at').notNull(),
    by: text('by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.creditor, t.iban, t.customerId] })],
);
