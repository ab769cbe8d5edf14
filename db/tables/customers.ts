import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { flag, id } from './columns.ts';

export const customers = sqliteTable(
  'customers',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    reference: text('reference').notNull(),
    name: text('name'),
    kind: text('kind'),
    registerNumber: text('register_number'),
    email: text('email'),
    phone: text('phone'),
    street: text('street'),
    postcode: text('postcode'),
    city: text('city'),
    country: text('country'),
    language: text('language'),
    birthDate: integer('birth_date'),
    representative: text('representative'),
    dunningOptOut: flag('dunning_opt_out').notNull().default(false),
    archived: flag('archived').notNull().default(false),
    directDebitOn: integer('direct_debit_on'),
    /** The addresses that what was sent came back from; others are tried. */
    deadEmail: text('dead_email'),
    deadAddress: text('dead_address'),
  },
  (t) => [
    uniqueIndex('customers_by_reference').on(t.creditor, t.reference),
    // Pages over all customers of a creditor go by it.
    index('customers_by_creditor').on(t.creditor, t.id),
  ],
);

/** The customer that a row of another table is about. */
export const ofCustomer = () =>
  integer('customer_id')
    .notNull()
    .references(() => customers.id);
