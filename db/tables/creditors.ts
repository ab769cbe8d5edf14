import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { HolidayChanges, Policy } from '../../domain/invoice/policy.ts';
import type { OwnTexts } from '../../domain/letters/own-texts.ts';
import { published } from './columns.ts';

/** The tenants. `policy_version` is the one published last: what new invoices are pinned to. */
export const creditors = sqliteTable('creditors', {
  creditor: text('creditor').primaryKey(),
  name: text('name').notNull(),
  country: text('country').notNull(),
  timeZone: text('time_zone').notNull(),
  currency: text('currency').notNull(),
  language: text('language').notNull(),
  holidays: text('holidays', { mode: 'json' }).$type<HolidayChanges>().notNull(),
  enrolDaysAhead: integer('enrol_days_ahead'),
  bankAccounts: text('bank_accounts', { mode: 'json' }).$type<readonly string[]>().notNull().default([]),
  policyVersion: integer('policy_version').notNull(),
  ledgerFreshAt: integer('ledger_fresh_at'),
  /** What names the letter texts in force; null where the creditor has none of its own. */
  textsHash: text('texts_hash'),
});

/** Published policies, never changed. */
export const policies = sqliteTable(
  'policies',
  {
    creditor: text('creditor').notNull(),
    ...published<Policy>(),
  },
  (t) => [primaryKey({ columns: [t.creditor, t.version] })],
);

/** Published texts of creditors' own, never changed: letters that were planned with them are written with them. */
export const letterTexts = sqliteTable(
  'letter_texts',
  {
    creditor: text('creditor').notNull(),
    ...published<OwnTexts>(),
  },
  (t) => [primaryKey({ columns: [t.creditor, t.version] })],
);
