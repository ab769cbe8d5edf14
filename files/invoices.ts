import type { TransferMode } from '../domain/invoice/policy.ts';
import { EntryKind } from '../domain/kernel/ledger.ts';
import { readAmount, ZERO } from './amount.ts';
import { SETTLED_ON } from './columns.ts';
import { Credits } from './credits.ts';
import type { BadRow, GoodRow } from './item.ts';
import { datesOf, type FileMapping, type Mapping, NO_MAPPING } from './mapping.ts';
import { type LeftOut, readFileItems } from './read.ts';
import type { RowReader } from './row-reader.ts';
import { type InvoiceRow, type PaymentRow, withoutBlanks } from './rows.ts';
import { code, currency, flag, line as oneLine, word } from './values.ts';

/** An invoice that was read, with the payments that the mapping takes out of its row. */
export interface GoodInvoice extends GoodRow<InvoiceRow> {
  readonly payments: readonly PaymentRow[];
}

/** A row that is no claim but a credit on one. */
export interface GoodCredit extends GoodRow<undefined> {
  readonly payments: readonly PaymentRow[];
}

export interface ReadOptions {
  readonly mapping?: Mapping | undefined;
  /** The currency of rows that name none; without it the column is required. */
  readonly defaultCurrency?: string | undefined;
}

const MODES: Readonly<Record<'10' | '20' | '30', TransferMode>> = { 10: 10, 20: 20, 30: 30 };

/** Reads an invoices file row by row; a bad row comes as its problem and the rows after it go on. */
export function readInvoices(
  path: string,
  options: ReadOptions = {},
): AsyncIterable<GoodInvoice | GoodCredit | BadRow> {
  const mapping = options.mapping?.invoices;
  const credits = new Credits(mapping ?? NO_MAPPING);
  return readFileItems(path, {
    kind: 'invoices',
    mapping,
    fallbacks: currencyFallback(options.defaultCurrency),
    build: (reader, rules, line) => buildInvoice(reader, rules, line, credits),
  });
}

/** The fallback that a default currency is. */
export function currencyFallback(defaultCurrency: string | undefined): ReadonlyMap<string, string> {
  return new Map(defaultCurrency === undefined ? [] : [['currency', defaultCurrency]]);
}

function buildInvoice(
  reader: RowReader,
  mapping: FileMapping,
  line: number,
  credits: Credits,
): GoodInvoice | GoodCredit | LeftOut | undefined {
  const number = reader.required('number', code);
  const customer = reader.required('customer', code);
  const issuedOn = reader.required('issuedOn', datesOf(mapping, 'issuedOn'));
  const unit = reader.required('currency', currency);
  const amount = readAmount(reader, mapping, unit);
  if (unit !== undefined && amount !== undefined) {
    if (amount < 0) {
      const credit = credits.take(reader, { number, customer, issuedOn, amount: -amount, currency: unit });
      return typeof credit === 'object' ? { line, row: undefined, payments: [credit] } : credit;
    }
    if (amount === 0) reader.refuse('amount', ZERO);
    else credits.refuseUnnamed(reader);
  }
  const dueOn = reader.optional('dueOn', datesOf(mapping, 'dueOn', issuedOn));
  const mode = reader.optional('transferMode', word(['10', '20', '30']));
  const more = {
    disputed: reader.optional('disputed', flag),
    lastLevel: reader.optional('lastLevel', code),
    lastLevelOn: reader.optional('lastLevelOn', datesOf(mapping, 'lastLevelOn')),
    reference: reader.optional('reference', oneLine),
    contract: reader.optional('contract', oneLine),
  };
  if (reader.isBlank('lastLevel') !== reader.isBlank('lastLevelOn')) {
    const blank = reader.isBlank('lastLevel') ? 'lastLevel' : 'lastLevelOn';
    const other = blank === 'lastLevel' ? 'lastLevelOn' : 'lastLevel';
    reader.refuse(blank, `is blank and ${other} is not; an opening position needs both or neither`);
  }
  const settledOn = reader.optional(SETTLED_ON, datesOf(mapping, SETTLED_ON));
  if (number === undefined || customer === undefined || issuedOn === undefined) return undefined;
  if (amount === undefined || unit === undefined) return undefined;
  const transferMode = mode === undefined ? undefined : MODES[mode];
  const row = withoutBlanks({
    number,
    customer,
    issuedOn,
    dueOn,
    amount,
    currency: unit,
    transferMode,
    ...more,
  });
  const payment: PaymentRow | undefined =
    settledOn === undefined
      ? undefined
      : {
          invoice: number,
          bookedOn: settledOn,
          amount,
          currency: unit,
          // The same on every import, so that reading the file again books nothing twice.
          externalId: `settled/${number}`,
          kind: EntryKind.PAYMENT,
        };
  return { line, row, payments: payment === undefined ? [] : [payment] };
}
