import { formatDay } from '../../../domain/kernel/day.ts';
import { money } from '../../../domain/kernel/money.ts';
import { readCustomers } from '../../../files/customers.ts';
import type { GuessKind } from '../../../files/guess/guess.ts';
import { readInvoices } from '../../../files/invoices.ts';
import { formatRowProblem, isBad, Refuses } from '../../../files/item.ts';
import type { Mapping } from '../../../files/mapping.ts';
import { readPayments } from '../../../files/payments.ts';
import { type CustomerRow, type InvoiceRow, type PaymentRow, withoutBlanks } from '../../../files/rows.ts';

/** A row as it would be taken: what it is, and its fields as texts. */
interface PreviewRow {
  readonly line: number;
  readonly is: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a mapping makes of a file. */
export interface Preview {
  /** The first rows, good ones only. */
  readonly rows: readonly PreviewRow[];
  readonly good: number;
  readonly refused: number;
  /** True when the file could not be read as a whole. */
  readonly isRefused: boolean;
  /** The first of all that is wrong or worth knowing. */
  readonly problems: readonly string[];
  readonly moreProblems: number;
}

const SHOWN_ROWS = 10;
const SHOWN_PROBLEMS = 10;

/** Reads all of a file, and keeps the first rows and problems. Nothing is taken in. */
export async function preview(
  path: string,
  kind: GuessKind,
  mapping: Mapping,
  defaultCurrency: string,
): Promise<Preview> {
  const rows: PreviewRow[] = [];
  const problems: string[] = [];
  const found = { good: 0, refused: 0, problems: 0, isRefused: false };
  for await (const item of itemsOf(path, kind, mapping, defaultCurrency)) {
    if (!isBad(item)) {
      found.good += 1;
      for (const row of item.row) if (rows.length < SHOWN_ROWS) rows.push(row);
      continue;
    }
    if (item.refuses === Refuses.row) found.refused += 1;
    if (item.refuses === Refuses.file) found.isRefused = true;
    for (const problem of [item.problem, ...item.also]) {
      found.problems += 1;
      if (problems.length < SHOWN_PROBLEMS) problems.push(formatRowProblem(path, item.line, problem));
    }
  }
  const { good, refused, isRefused } = found;
  return { rows, good, refused, isRefused, problems, moreProblems: found.problems - problems.length };
}

async function* itemsOf(path: string, kind: GuessKind, mapping: Mapping, defaultCurrency: string) {
  const options = { mapping, defaultCurrency };
  switch (kind) {
    case 'invoices':
      for await (const item of readInvoices(path, options)) {
        if (isBad(item)) yield item;
        else {
          const { line, row, payments } = item;
          const booked = payments.map((payment) => paymentRow(line, payment));
          yield { line, row: row === undefined ? booked : [invoiceRow(line, row), ...booked] };
        }
      }
      return;
    case 'payments':
      for await (const item of readPayments(path, options)) {
        yield isBad(item) ? item : { line: item.line, row: [paymentRow(item.line, item.row)] };
      }
      return;
    case 'customers':
      for await (const item of readCustomers(path, options)) {
        yield isBad(item) ? item : { line: item.line, row: [customerRow(item.line, item.row)] };
      }
      return;
    default:
      kind satisfies never;
  }
}

function invoiceRow(line: number, row: InvoiceRow): PreviewRow {
  const { number, customer, issuedOn, dueOn, amount, currency, disputed } = row;
  const fields = withoutBlanks({
    number,
    customer,
    issuedOn: formatDay(issuedOn),
    dueOn: dueOn === undefined ? undefined : formatDay(dueOn),
    amount: money(amount, currency),
  });
  return { line, is: disputed === true ? 'disputed invoice' : 'invoice', fields };
}

function paymentRow(line: number, row: PaymentRow): PreviewRow {
  const { invoice, customer, bookedOn, amount, currency, externalId, kind } = row;
  const booked = { amount: money(amount, currency), bookedOn: formatDay(bookedOn) };
  return { line, is: kind, fields: withoutBlanks({ invoice, customer, ...booked, externalId }) };
}

function customerRow(line: number, row: CustomerRow): PreviewRow {
  const { customer, name, kind, email, street, postcode, city, country } = row;
  const fields = withoutBlanks({ customer, name, email, street, postcode, city, country });
  return { line, is: kind ?? 'customer', fields };
}
