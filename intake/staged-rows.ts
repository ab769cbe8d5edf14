import { basename } from 'node:path';
import { RowKind } from '../contracts/intake.ts';
import type { CreditorRow } from '../db/creditor/creditors.ts';
import { readCasesUnderWay } from '../files/cases-under-way.ts';
import { readContacts } from '../files/contacts.ts';
import { readCustomers } from '../files/customers.ts';
import { readDeliveryFeedback } from '../files/delivery-feedback.ts';
import { readDisconnections } from '../files/disconnections.ts';
import { readEarlierReports } from '../files/earlier-reports.ts';
import { readFeedback } from '../files/feedback.ts';
import { readHolds, readPlans } from '../files/holds.ts';
import { readInvoices } from '../files/invoices.ts';
import type { BadRow, GoodRow } from '../files/item.ts';
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
  /** What became of letters after they had left. */
  readonly deliveryFeedback?: string | undefined;
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
  const { collector, mapping } = files;
  const plain = { mapping };
  const inCurrency = { mapping, defaultCurrency: currency };
  yield* rowsOf(files.customers, (file) => readCustomers(file, inCurrency), as(RowKind.CUSTOMER));
  yield* rowsOf(
    files.invoices,
    (file) => readInvoices(file, inCurrency),
    ({ row, payments }, file) => [
      ...(row === undefined ? [] : [{ kind: RowKind.INVOICE, body: row }]),
      ...payments.map((payment) => ({ kind: RowKind.PAYMENT, body: { ...payment, file } })),
    ],
  );
  yield* rowsOf(files.holds, (file) => readHolds(file, plain), as(RowKind.HOLD));
  yield* rowsOf(files.plans, (file) => readPlans(file, plain), as(RowKind.HOLD));
  yield* rowsOf(
    files.payments,
    (file) => readPayments(file, inCurrency),
    ({ row }, file) => [{ kind: RowKind.PAYMENT, body: { ...row, file } }],
  );
  yield* rowsOf(files.cases, (file) => readCasesUnderWay(file, inCurrency), as(RowKind.CASE_UNDER_WAY));
  yield* rowsOf(
    files.settlement,
    (file) => readSettlement(file, inCurrency),
    ({ row }) => [{ kind: RowKind.RECEIPT, body: { ...row, collector } }],
  );
  yield* bankRows(files.bank, files.partial === true, { currency, accounts: bankAccounts });
  yield* rowsOf(files.reports, (file) => readEarlierReports(file, plain), as(RowKind.EARLIER_REPORT));
  yield* rowsOf(files.contacts, (file) => readContacts(file, plain), as(RowKind.SIGNAL_FACT));
  yield* rowsOf(
    files.disconnections,
    (file) => readDisconnections(file, plain),
    ({ row }) => row.map((body) => ({ kind: RowKind.SIGNAL_FACT, body })),
  );
  yield* rowsOf(
    files.deliveryFeedback,
    (file) => readDeliveryFeedback(file, plain),
    as(RowKind.DELIVERY_FEEDBACK),
  );
  yield* rowsOf(files.feedback, (file) => readFeedback(file, plain), as(RowKind.SIGNAL_FEEDBACK));
}

interface ToStage {
  readonly kind: RowKind;
  readonly body: object;
}

const as =
  (kind: RowKind) =>
  ({ row }: GoodRow<object>): readonly ToStage[] => [{ kind, body: row }];

/** What one file holds: of each row that can be read what is staged of it, of the others what is wrong. */
async function* rowsOf<Good extends { readonly line: number }>(
  file: string | undefined,
  read: (file: string) => AsyncIterable<Good | BadRow>,
  toStage: (item: Good, fileName: string) => readonly ToStage[],
): AsyncGenerator<StagedRow, void> {
  if (file === undefined) return;
  for await (const item of read(file)) {
    const { line } = item;
    if ('problem' in item) yield { file, line, bad: item };
    else for (const row of toStage(item, basename(file))) yield { file, line, ...row };
  }
}
