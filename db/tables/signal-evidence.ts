import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type {
  ConsentStatus,
  ContactChannel,
  ContactOutcome,
  OptOutReason,
  OptOutSource,
} from '../../domain/signals/signal.ts';
import { id, recorded } from './columns.ts';
import { ofCustomer } from './customers.ts';

/** Customers who are not to be reported; one open row each. */
export const signalOptOuts = sqliteTable(
  'signal_opt_outs',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    customerId: ofCustomer(),
    reason: text('reason').$type<OptOutReason>().notNull(),
    source: text('source').$type<OptOutSource>().notNull(),
    onDay: integer('on_day').notNull(),
    recordedAt: integer('recorded_at').notNull(),
    by: text('by').notNull(),
    note: text('note'),
    withdrawnAt: integer('withdrawn_at'),
    withdrawnBy: text('withdrawn_by'),
  },
  (t) => [
    index('signal_opt_outs_by_customer').on(t.customerId),
    uniqueIndex('signal_opt_outs_open').on(t.customerId).where(sql.raw('"withdrawn_at" is null')),
  ],
);

/** Evidence of personal contact. */
export const contactAttempts = sqliteTable(
  'contact_attempts',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    customerId: ofCustomer(),
    channel: text('channel').$type<ContactChannel>().notNull(),
    outcome: text('outcome').$type<ContactOutcome>().notNull(),
    onDay: integer('on_day').notNull(),
    ...recorded(),
  },
  (t) => [
    index('contact_attempts_by_customer').on(t.customerId, t.onDay),
    uniqueIndex('contact_attempts_by_command').on(t.commandId),
  ],
);

/** What was offered to the customer about passing data on, and the answer; the last row counts. */
export const signalConsents = sqliteTable(
  'signal_consents',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    customerId: ofCustomer(),
    status: text('status').$type<ConsentStatus>().notNull(),
    onDay: integer('on_day').notNull(),
    /** The words that were put to the customer. */
    text: text('text'),
    recordedAt: integer('recorded_at').notNull(),
    by: text('by').notNull(),
    commandId: text('command_id'),
  },
  (t) => [
    index('signal_consents_by_customer').on(t.customerId),
    uniqueIndex('signal_consents_by_command').on(t.commandId),
  ],
);
