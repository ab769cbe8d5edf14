import { RowKind } from '../contracts/intake.ts';
import { readCustomers } from '../files/customers.ts';
import { readInvoices } from '../files/invoices.ts';
import { type BadRow, isBad } from '../files/item.ts';
import type { Mapping } from '../files/mapping.ts';
import { readPayments } from '../files/payments.ts';

/** The files to take in; each may be left out. */
export interface FilesToStage {
  readonly invoices?: string | undefined;
  readonly payments?: string | undefined;
  readonly customers?: string | undefined;
  readonly mapping?: Mapping | undefined;
}

/** A row as it is staged, or a row that could not be read. */
export type StagedRow =
  | { readonly file: string; readonly line: number; readonly kind: RowKind; readonly body: object }
  | { readonly file: string; readonly line: number; readonly bad: BadRow };

/**
 * All rows of the files in the order they are taken: customers first, so that invoices find them, then
 * invoices, then payments.
 */
export async function* stagedRows(files: FilesToStage, currency: string): AsyncGenerator<StagedRow, void> {
  const { customers, invoices, payments } = files;
  const options = { mapping: files.mapping, defaultCurrency: currency };
  if (customers !== undefined) {
    for await (const item of readCustomers(customers, options)) {
      if (isBad(item)) yield { file: customers, line: item.line, bad: item };
      else yield { file: customers, line: item.line, kind: RowKind.CUSTOMER, body: item.row };
    }
  }
  if (invoices !== undefined) {
    for await (const item of readInvoices(invoices, options)) {
      if (isBad(item)) {
        yield { file: invoices, line: item.line, bad: item };
        continue;
      }
      yield { file: invoices, line: item.line, kind: RowKind.INVOICE, body: item.row };
      for (const payment of item.payments) {
        yield { file: invoices, line: item.line, kind: RowKind.PAYMENT, body: payment };
      }
    }
  }
  if (payments !== undefined) {
    for await (const item of readPayments(payments, options)) {
      if (isBad(item)) yield { file: payments, line: item.line, bad: item };
      else yield { file: payments, line: item.line, kind: RowKind.PAYMENT, body: item.row };
    }
  }
}
