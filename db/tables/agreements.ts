import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { AgreementKind, AgreementStatus } from '../../domain/agreements/agreement.ts';
import { id, recorded } from './columns.ts';
import { customers } from './customers.ts';
import { invoices } from './invoices.ts';

/** Payment plans and promises to pay. Append-only but for where one stands, which its events say as well. */
export const agreements = sqliteTable(
  'agreements',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    kind: text('kind').$type<AgreementKind>().notNull(),
    status: text('status').$type<AgreementStatus>().notNull(),
    currency: text('currency').notNull(),
    madeOn: integer('made_on').notNull(),
    endedOn: integer('ended_on'),
    ...recorded(),
  },
  (t) => [
    index('agreements_by_customer').on(t.customerId),
    index('agreements_by_creditor').on(t.creditor, t.status),
  ],
);

const ofAgreement = () =>
  integer('agreement_id')
    .notNull()
    .references(() => agreements.id);

/** The invoices of an agreement, with what was known of each when it was made. */
export const agreementInvoices = sqliteTable(
  'agreement_invoices',
  {
    agreementId: ofAgreement(),
    invoiceId: integer('invoice_id')
      .notNull()
      .references(() => invoices.id),
    openBefore: integer('open_before').notNull(),
    paidBefore: integer('paid_before').notNull(),
    forgivenBefore: integer('forgiven_before').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agreementId, t.invoiceId] }),
    index('agreement_invoices_by_invoice').on(t.invoiceId),
  ],
);

/** What is to be paid, and when; a promise has one. */
export const agreementInstalments = sqliteTable(
  'agreement_instalments',
  {
    agreementId: ofAgreement(),
    nr: integer('nr').notNull(),
    dueOn: integer('due_on').notNull(),
    amount: integer('amount').notNull(),
  },
  (t) => [primaryKey({ columns: [t.agreementId, t.nr] })],
);

/** What became of an agreement; append-only. */
export const agreementEvents = sqliteTable(
  'agreement_events',
  {
    id: id(),
    agreementId: ofAgreement(),
    status: text('status').$type<AgreementStatus>().notNull(),
    /** The local day it counts for. */
    on: integer('on_day').notNull(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    reason: text('reason'),
    commandId: text('command_id'),
  },
  (t) => [index('agreement_events_by_agreement').on(t.agreementId)],
);
