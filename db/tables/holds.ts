import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { HoldKind, HoldReason, HoldScope } from '../../domain/kernel/holds.ts';
import { id, recorded } from './columns.ts';

/** Pauses. Exactly one of customer, invoice and case is set, or none for a creditor-wide hold. */
export const holds = sqliteTable(
  'holds',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    scope: text('scope').$type<HoldScope>().notNull(),
    customerId: integer('customer_id'),
    invoiceId: integer('invoice_id'),
    caseId: integer('case_id'),
    /** The payment plan or promise that it belongs to. */
    agreementId: integer('agreement_id'),
    kind: text('kind').$type<HoldKind>().notNull(),
    reason: text('reason').$type<HoldReason>().notNull(),
    fromOn: integer('from_on').notNull(),
    untilOn: integer('until_on'),
    /** Who is asked before it ends. */
    owner: text('owner'),
    ...recorded(),
  },
  (t) => [
    index('holds_by_invoice').on(t.invoiceId),
    index('holds_by_customer').on(t.customerId),
    index('holds_by_creditor').on(t.creditor, t.scope),
    index('holds_by_case').on(t.caseId),
    index('holds_by_end').on(t.creditor, t.untilOn).where(sql`until_on is not null`),
    uniqueIndex('holds_by_command').on(t.commandId, t.invoiceId),
  ],
);

export const holdReleases = sqliteTable('hold_releases', {
  holdId: integer('hold_id')
    .primaryKey()
    .references(() => holds.id),
  releasedAt: integer('released_at').notNull(),
  by: text('by').notNull(),
  commandId: text('command_id'),
});
