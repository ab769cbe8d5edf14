import type { Day } from '../domain/kernel/day.ts';
import type { EntryKind } from '../domain/kernel/ledger.ts';
import type { HeaderLine } from './above-header.ts';
import { type DateFormat, ISO_DATES } from './dates.ts';
import { Encoding } from './encoding.ts';
import type { FileKind } from './fields.ts';
import { type NumberFormat, PLAIN_NUMBERS } from './numbers.ts';
import type { Where } from './row-filter.ts';
import { day, type Reader } from './values.ts';

/** Where a field's text comes from. */
export type Source =
  | { readonly always: string }
  | {
      /** Several are joined, the blank ones left out. */
      readonly columns: readonly string[];
      readonly join: string;
      readonly values?: ReadonlyMap<string, string>;
      /** The field is the word after these, wherever in the text they stand. */
      readonly after?: string;
    };

/** What makes an amount a credit, where it is not its own minus. */
export interface AmountRule {
  /** The column with the words for debit and credit, such as S and H. One of the lists may be left out: all others. */
  readonly sign?: { readonly column: string; readonly plus?: Words; readonly minus?: Words };
  /** True when a sign column is known and says nothing of the amount. */
  readonly ignoresSigns: boolean;
  /** The column of the other side, where debit and credit stand apart. */
  readonly minusColumn?: string;
  /** A minus is a plus, and the other way round. */
  readonly reversed: boolean;
}

export type Words = ReadonlySet<string>;

/** What an invoice row with a negative amount is. */
export type NegativeInvoices =
  | { readonly are: 'skip' | 'customerCredit' }
  | {
      readonly are: 'credit';
      /** The invoice that the credit is on. */
      readonly on: Source;
      /** The credit's own id for ever; made of its number when not given. */
      readonly externalId?: Source;
      /** What a row is that names no invoice; refused when not given. */
      readonly otherwise?: 'skip' | 'customerCredit';
    };

/** Where the year of dates stands that have none. */
type YearRule = { readonly year: number } | { readonly line: number; readonly field: number };

/** How one kind of file is to be read. */
export interface FileMapping {
  readonly encoding: Encoding;
  readonly header: HeaderLine;
  readonly separator: string;
  readonly dates: DateFormat;
  /** Fields whose dates are written otherwise. */
  readonly datesOf: ReadonlyMap<string, DateFormat>;
  readonly year?: YearRule;
  /** The first day of dates without a year, once a file has said it. */
  readonly since?: Day;
  readonly numbers: NumberFormat;
  /** Fields that are not read from the column of their own name. */
  readonly columns: ReadonlyMap<string, Source>;
  readonly amount: AmountRule;
  readonly where: Where;
  readonly negativeInvoices?: NegativeInvoices;
  /** Payments only: the kind of a row with a negative amount. */
  readonly negativePayments?: 'skip' | EntryKind;
  /** Invoices only: the column with the day on which the invoice was paid in full. */
  readonly settledOn?: string;
}

/** The mapping of each kind of file that a mapping file speaks of. */
export type Mapping = Readonly<Partial<Record<FileKind, FileMapping>>>;

/** How files are read without a mapping. */
export const NO_MAPPING: FileMapping = {
  encoding: Encoding.UTF_8,
  header: { linesAbove: 0 },
  separator: ',',
  dates: ISO_DATES,
  datesOf: new Map(),
  numbers: PLAIN_NUMBERS,
  columns: new Map(),
  amount: { ignoresSigns: false, reversed: false },
  where: new Map(),
};

/** How a field's dates are read; one without a year is the first such day after what is known of it. */
export function datesOf(mapping: FileMapping, field: string, since = mapping.since): Reader<Day> {
  return day(mapping.datesOf.get(field) ?? mapping.dates, since);
}
