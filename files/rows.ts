import type { Day } from '../domain/day.ts';
import { EntryKind } from '../domain/open-amount.ts';
import type { TransferMode } from '../domain/policy.ts';

/** A row of an invoices file. Amounts are minor units; a field that was blank is absent. */
export interface InvoiceRow {
  readonly number: string;
  readonly customer: string;
  readonly issuedOn: Day;
  readonly dueOn?: Day;
  readonly amount: number;
  readonly currency: string;
  readonly transferMode?: TransferMode;
  readonly disputed?: boolean;
  /** The last level that another system delivered, and when; both or neither. */
  readonly lastLevel?: string;
  readonly lastLevelOn?: Day;
  readonly reference?: string;
  readonly contract?: string;
}

/** A row of a payments file, or a payment taken out of an invoice's row. */
export interface PaymentRow {
  readonly invoice: string;
  readonly bookedOn: Day;
  readonly amount: number;
  readonly currency: string;
  readonly externalId: string;
  readonly kind: EntryKind;
}

export const CustomerKind = { consumer: 'consumer', business: 'business' } as const;
export type CustomerKind = (typeof CustomerKind)[keyof typeof CustomerKind];

/** A row of a customers file; a field that was blank is absent. */
export interface CustomerRow {
  readonly customer: string;
  readonly name: string;
  readonly kind?: CustomerKind;
  readonly registerNumber?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly street?: string;
  readonly postcode?: string;
  readonly city?: string;
  readonly country?: string;
  readonly language?: string;
  readonly birthDate?: Day;
  readonly representative?: string;
  readonly dunningOptOut?: boolean;
  readonly archived?: boolean;
  /** The day on which a direct debit was announced to collect what is open. */
  readonly directDebitOn?: Day;
}

/** The kinds a payments file may name; a blank one is a payment. */
export const PAYMENT_KINDS: readonly EntryKind[] = Object.values(EntryKind);

type Optional<T> = { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };
type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] };

/** The object without the fields that are undefined. */
export function withoutBlanks<T extends object>(row: T): Present<T> & Optional<T> {
  const entries = Object.entries(row).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Present<T> & Optional<T>;
}
