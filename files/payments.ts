import { EntryKind, reduces } from '../domain/kernel/ledger.ts';
import { isOwnFormat, readAmount, ZERO } from './amount.ts';
import { currencyFallback, type ReadOptions } from './invoices.ts';
import { datesOf, type FileMapping } from './mapping.ts';
import { type FileRows, LEFT_OUT, type LeftOut, readFileRows } from './read.ts';
import type { RowReader } from './row-reader.ts';
import { PAYMENT_KINDS, type PaymentRow, withoutBlanks } from './rows.ts';
import { signAdvice } from './unnamed-sign.ts';
import { code, currency, word } from './values.ts';

/** Reads a payments file row by row; a bad row comes as its problem and the rows after it go on. */
export function readPayments(path: string, options: ReadOptions = {}): FileRows<PaymentRow> {
  return readFileRows(path, {
    kind: 'payments',
    mapping: options.mapping?.payments,
    fallbacks: currencyFallback(options.defaultCurrency),
    build: buildPayment,
  });
}

function buildPayment(reader: RowReader, mapping: FileMapping): PaymentRow | LeftOut | undefined {
  const invoice = reader.optional('invoice', code);
  const customer = reader.optional('customer', code);
  const bookedOn = reader.required('bookedOn', datesOf(mapping, 'bookedOn'));
  const unit = reader.required('currency', currency);
  const signed = readAmount(reader, mapping, unit);
  const { negativePayments: negative } = mapping;
  if (signed !== undefined && signed < 0 && negative === 'skip') return LEFT_OUT;
  const externalId = reader.required('externalId', code);
  const said = reader.optional('kind', word(PAYMENT_KINDS)) ?? EntryKind.PAYMENT;
  const kind = signed !== undefined && signed < 0 && negative !== undefined ? negative : said;
  if (reader.isBlank('invoice') && reader.isBlank('customer')) {
    reader.refuse(
      'invoice',
      'is blank; name the invoice it is for, or in a column customer whose money it is',
    );
  } else if (invoice === undefined && kind !== 'skip' && !reduces(kind)) {
    reader.refuse(
      'invoice',
      `is blank; a ${kind} is about an invoice, only payments and credits are a customer's`,
    );
  }
  if (unit !== undefined && signed !== undefined) refuseSign(reader, mapping, signed);
  if (bookedOn === undefined || unit === undefined || kind === 'skip') return undefined;
  if (signed === undefined || externalId === undefined) return undefined;
  const amount = Math.abs(signed);
  return withoutBlanks({ invoice, customer, bookedOn, amount, currency: unit, externalId, kind });
}

/** Money that went out is no payment, whether its amount says so or the column beside it. */
function refuseSign(reader: RowReader, mapping: FileMapping, signed: number): void {
  if (signed === 0) reader.refuse('amount', ZERO);
  if (signed < 0 && mapping.negativePayments === undefined) {
    const rule = isOwnFormat(mapping)
      ? 'amounts are positive, and kind says in which direction they work'
      : 'write what such a row is: negativeRows: chargeback, reversal, refund or skip, in the mapping';
    reader.refuse('amount', `is negative; ${rule}`);
  }
  const found = signed > 0 ? reader.unnamedSign : undefined;
  if (found === undefined) return;
  reader.refuse('amount', signAdvice(found, 'money that went out would count as paid'));
}
