import { basename } from 'node:path';
import { RowKind } from '../contracts/intake.ts';
import { readContacts } from '../files/contacts.ts';
import { readCustomers } from '../files/customers.ts';
import { readDisconnections } from '../files/disconnections.ts';
import { readFeedback } from '../files/feedback.ts';
import { readInvoices } from '../files/invoices.ts';
import { type BadRow, isBad } from '../files/item.ts';
import type { Mapping } from '../files/mapping.ts';
import { readPayments } from '../files/payments.ts';
import { readSettlement } from '../files/settlement.ts';

/** The files to take in; each may be left out. */
export interface FilesToStage {
  readonly invoices?: string | undefined;
  readonly payments?: string | undefined;
  readonly customers?: string | undefined;
  readonly contacts?: string | undefined;
  readonly disconnections?: string | undefined;
  readonly feedback?: string | undefined;
  readonly settlement?: string | undefined;
  /** Name of the collector configuration that the settlement file is from. */
  readonly collector?: string | undefined;
  readonly mapping?: Mapping | undefined;
}

/** A row as it is staged, or a row that could not be read. */
export type StagedRow =
  | { readonly file: string; readonly line: number; readonly kind: RowKind; readonly body: object }
  | { readonly file: string; readonly line: number; readonly bad: BadRow };

/**
 * All rows of the files in the order they are taken: customers first, so that invoices find them, then
 * invoices, payments, and what signals look at.
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
      if (item.row !== undefined) {
        yield { file: invoices, line: item.line, kind: RowKind.INVOICE, body: item.row };
      }
      for (const payment of item.payments) {
        const body = { ...payment, file: basename(invoices) };
        yield { file: invoices, line: item.line, kind: RowKind.PAYMENT, body };
      }
    }
  }
  if (payments !== undefined) {
    for await (const item of readPayments(payments, options)) {
      if (isBad(item)) yield { file: payments, line: item.line, bad: item };
      else {
        const body = { ...item.row, file: basename(payments) };
        yield { file: payments, line: item.line, kind: RowKind.PAYMENT, body };
      }
    }
  }
  yield* settlementRows(files, currency);
  yield* signalRows(files);
}

/** What a collector says it brought in. */
async function* settlementRows(files: FilesToStage, currency: string): AsyncGenerator<StagedRow, void> {
  const { settlement, collector, mapping } = files;
  if (settlement === undefined) return;
  for await (const item of readSettlement(settlement, { mapping, defaultCurrency: currency })) {
    if (isBad(item)) yield { file: settlement, line: item.line, bad: item };
    else {
      const body = { ...item.row, collector };
      yield { file: settlement, line: item.line, kind: RowKind.RECEIPT, body };
    }
  }
}

/** What early and crisis signals look at, and what municipalities said of them. */
async function* signalRows(files: FilesToStage): AsyncGenerator<StagedRow, void> {
  const { contacts, disconnections, feedback } = files;
  const options = { mapping: files.mapping };
  if (contacts !== undefined) {
    for await (const item of readContacts(contacts, options)) {
      if (isBad(item)) yield { file: contacts, line: item.line, bad: item };
      else yield { file: contacts, line: item.line, kind: RowKind.SIGNAL_FACT, body: item.row };
    }
  }
  if (disconnections !== undefined) {
    for await (const item of readDisconnections(disconnections, options)) {
      if (isBad(item)) {
        yield { file: disconnections, line: item.line, bad: item };
        continue;
      }
      for (const body of item.row) {
        yield { file: disconnections, line: item.line, kind: RowKind.SIGNAL_FACT, body };
      }
    }
  }
  if (feedback !== undefined) {
    for await (const item of readFeedback(feedback, options)) {
      if (isBad(item)) yield { file: feedback, line: item.line, bad: item };
      else yield { file: feedback, line: item.line, kind: RowKind.SIGNAL_FEEDBACK, body: item.row };
    }
  }
}
