import type { StagedCustomer, StagedInvoice, StagedPayment } from '../contracts/intake.ts';
import { EntryKind } from '../domain/kernel/ledger.ts';

/** A row of an invoices file: what is staged of it. */
export type InvoiceRow = StagedInvoice;

/** A row of a payments file, or a payment taken out of an invoice's row. */
export type PaymentRow = StagedPayment;

/** A row of a customers file. */
export type CustomerRow = StagedCustomer;

export { CustomerKind } from '../domain/kernel/customer-kind.ts';

/** The kinds a payments file may name; a blank one is a payment. */
export const PAYMENT_KINDS: readonly EntryKind[] = Object.values(EntryKind);

type Optional<T> = { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };
type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] };

/** The object without the fields that are undefined. */
export function withoutBlanks<T extends object>(row: T): Present<T> & Optional<T> {
  const entries = Object.entries(row).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Present<T> & Optional<T>;
}
