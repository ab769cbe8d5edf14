import { EntryKind } from '../domain/open-amount.ts';
import type { TransferMode } from '../domain/policy.ts';
import { type Columns, SETTLED_ON } from './columns.ts';
import type { BadRow, GoodRow } from './item.ts';
import type { FileMapping, Mapping } from './mapping.ts';
import { readFileRows } from './read.ts';
import type { RowReader } from './row-reader.ts';
import { type InvoiceRow, type PaymentRow, withoutBlanks } from './rows.ts';
import { code, currency, day, flag, line as oneLine, positiveAmount, word } from './values.ts';

/** An invoice that was read, with the payments that the mapping takes out of its row. */
export interface GoodInvoice extends GoodRow<InvoiceRow> {
  readonly payments: readonly PaymentRow[];
}

export interface ReadOptions {
  readonly mapping?: Mapping | undefined;
  /** The currency of rows that name none; without it the column is required. */
  readonly defaultCurrency?: string | undefined;
}

const MODES: Readonly<Record<'10' | '20' | '30', TransferMode>> = { 10: 10, 20: 20, 30: 30 };

/** Reads an invoices file row by row; a bad row comes as its problem and the rows after it go on. */
export function readInvoices(path: string, options: ReadOptions = {}): AsyncIterable<GoodInvoice | BadRow> {
  return readFileRows(path, {
    kind: 'invoices',
    mapping: options.mapping?.invoices,
    fallbacks: currencyFallback(options.defaultCurrency),
    build: buildInvoice,
  });
}

/** The fallback that a default currency is. */
export function currencyFallback(defaultCurrency: string | undefined): ReadonlyMap<string, string> {
  return new Map(defaultCurrency === undefined ? [] : [['currency', defaultCurrency]]);
}

function buildInvoice(
  reader: RowReader,
  mapping: FileMapping,
  columns: Columns,
  line: number,
): GoodInvoice | undefined {
  const aDay = day(mapping.dates);
  const number = reader.required('number', code);
  const customer = reader.required('customer', code);
  const issuedOn = reader.required('issuedOn', aDay);
  const dueOn = reader.optional('dueOn', aDay);
  const unit = reader.required('currency', currency);
  const amount = reader.required('amount', positiveAmount(mapping.numbers, unit));
  const mode = reader.optional('transferMode', word(['10', '20', '30']));
  const more = {
    disputed: reader.optional('disputed', flag),
    lastLevel: reader.optional('lastLevel', code),
    lastLevelOn: reader.optional('lastLevelOn', aDay),
    reference: reader.optional('reference', oneLine),
    contract: reader.optional('contract', oneLine),
  };
  if (reader.isBlank('lastLevel') !== reader.isBlank('lastLevelOn')) {
    const blank = reader.isBlank('lastLevel') ? 'lastLevel' : 'lastLevelOn';
    const other = blank === 'lastLevel' ? 'lastLevelOn' : 'lastLevel';
    reader.refuse(blank, `is blank and ${other} is not; an opening position needs both or neither`);
  }
  const settledOn = columns.has(SETTLED_ON) ? reader.optional(SETTLED_ON, aDay) : undefined;
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
