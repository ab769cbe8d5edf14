import { EntryKind, reduces } from '../domain/open-amount.ts';
import { currencyFallback, type ReadOptions } from './invoices.ts';
import type { BadRow, GoodRow } from './item.ts';
import type { FileMapping } from './mapping.ts';
import { readFileRows } from './read.ts';
import type { RowReader } from './row-reader.ts';
import { PAYMENT_KINDS, type PaymentRow, withoutBlanks } from './rows.ts';
import { code, currency, day, positiveAmount, word } from './values.ts';

/** Reads a payments file row by row; a bad row comes as its problem and the rows after it go on. */
export function readPayments(
  path: string,
  options: ReadOptions = {},
): AsyncIterable<GoodRow<PaymentRow> | BadRow> {
  return readFileRows(path, {
    kind: 'payments',
    mapping: options.mapping?.payments,
    fallbacks: currencyFallback(options.defaultCurrency),
    build: (reader, mapping, _, line) => {
      const row = buildPayment(reader, mapping);
      return row === undefined ? undefined : { line, row };
    },
  });
}

function buildPayment(reader: RowReader, mapping: FileMapping): PaymentRow | undefined {
  const invoice = reader.optional('invoice', code);
  const customer = reader.optional('customer', code);
  const bookedOn = reader.required('bookedOn', day(mapping.dates));
  const unit = reader.required('currency', currency);
  const amount = reader.required('amount', positiveAmount(mapping.numbers, unit));
  const externalId = reader.required('externalId', code);
  const kind = reader.optional('kind', word(PAYMENT_KINDS)) ?? EntryKind.PAYMENT;
  if (reader.isBlank('invoice') && reader.isBlank('customer')) {
    reader.refuse(
      'invoice',
      'is blank; name the invoice it is for, or in a column customer whose money it is',
    );
  } else if (invoice === undefined && !reduces(kind)) {
    reader.refuse(
      'invoice',
      `is blank; a ${kind} is about an invoice, only payments and credits are a customer's`,
    );
  }
  if (bookedOn === undefined || unit === undefined) return undefined;
  if (amount === undefined || externalId === undefined) return undefined;
  return withoutBlanks({ invoice, customer, bookedOn, amount, currency: unit, externalId, kind });
}
