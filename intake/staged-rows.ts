import { basename } from 'node:path';
import { RowKind } from '../contracts/intake.ts';
import type { CreditorRow } from '../db/creditor/creditors.ts';
import { readCasesUnderWay } from '../files/cases-under-way.ts';
import { readContacts } from '../files/contacts.ts';
import { readCustomers } from '../files/customers.ts';
import { readDisconnections } from '../files/disconnections.ts';
import { readEarlierReports } from '../files/earlier-reports.ts';
import { readFeedback } from '../files/feedback.ts';
import { readHolds, readPlans } from '../files/holds.ts';
import { readInvoices } from '../files/invoices.ts';
import { isBad } from '../files/item.ts';
import type { Mapping } from '../files/mapping.ts';
import { readPayments } from '../files/payments.ts';
import { readSettlement } from '../files/settlement.ts';
import { bankRows } from './bank-rows.ts';
import type { StagedRow } from './staged-row.ts';

/** The files to take in; each may be left out. */
export interface FilesToStage {
  readonly invoices?: string | undefined;
  readonly payments?: string | undefined;
  readonly customers?: string | undefined;
  readonly contacts?: string | undefined;
  readonly disconnections?: string | undefined;
  readonly feedback?: string | undefined;
  /** What another system has done: pauses, payment plans, reports to municipalities, cases under way. */
  readonly holds?: string | undefined;
  readonly plans?: string | undefined;
  readonly reports?: string | undefined;
  readonly cases?: string | undefined;
  readonly settlement?: string | undefined;
  /** A file of bank statements or notifications. */
  readonly bank?: string | undefined;
  /** It counts as complete, whatever is missing or cannot be read. */
  readonly partial?: boolean | undefined;
  /** Name of the collector configuration that the settlement file is from. */
  readonly collector?: string | undefined;
  readonly mapping?: Mapping | undefined;
}

/**
 * All rows of the files in the order they are taken: customers first, so that invoices find them, then
 * invoices with their pauses, payments, cases under way on what these leave open, and what signals look at.
 */
export async function* stagedRows(
  files: FilesToStage,
  { currency, bankAccounts }: Pick<CreditorRow, 'currency' | 'bankAccounts'>,
): AsyncGenerator<StagedRow, void> {
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
  yield* holdRows(files);
  if (payments !== undefined) {
    for await (const item of readPayments(payments, options)) {
      if (isBad(item)) yield { file: payments, line: item.line, bad: item };
      else {
        const body = { ...item.row, file: basename(payments) };
        yield { file: payments, line: item.line, kind: RowKind.PAYMENT, body };
      }
    }
  }
  yield* caseRows(files, currency);
  yield* settlementRows(files, currency);
  yield* bankRows(files.bank, files.partial === true, { currency, accounts: bankAccounts });
  yield* signalRows(files);
}

/** Pauses and payment plans. */
async function* holdRows({ holds, plans, mapping }: FilesToStage): AsyncGenerator<StagedRow, void> {
  for (const [file, read] of [[holds, readHolds] as const, [plans, readPlans] as const]) {
    if (file === undefined) continue;
    for await (const item of read(file, { mapping })) {
      if (isBad(item)) yield { file, line: item.line, bad: item };
      else yield { file, line: item.line, kind: RowKind.HOLD, body: item.row };
    }
  }
}

/** Cases that collectors work on already. */
async function* caseRows(files: FilesToStage, currency: string): AsyncGenerator<StagedRow, void> {
  const { cases, mapping } = files;
  if (cases === undefined) return;
  for await (const item of readCasesUnderWay(cases, { mapping, defaultCurrency: currency })) {
    if (isBad(item)) yield { file: cases, line: item.line, bad: item };
    else yield { file: cases, line: item.line, kind: RowKind.CASE_UNDER_WAY, body: item.row };
  }
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
  const { reports, contacts, disconnections, feedback } = files;
  const options = { mapping: files.mapping };
  if (reports !== undefined) {
    for await (const item of readEarlierReports(reports, options)) {
      if (isBad(item)) yield { file: reports, line: item.line, bad: item };
      else yield { file: reports, line: item.line, kind: RowKind.EARLIER_REPORT, body: item.row };
    }
  }
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
