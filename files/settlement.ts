import type { StagedReceipt } from '../contracts/intake.ts';
import { readPositive } from './amount.ts';
import { currencyFallback, type ReadOptions } from './invoices.ts';
import { datesOf, type FileMapping } from './mapping.ts';
import { type FileRows, readFileRows } from './read.ts';
import type { RowReader } from './row-reader.ts';
import { code, currency } from './values.ts';

/** A row of a collector's settlement file; which collector it is from, the file does not say. */
export type SettlementRow = Omit<StagedReceipt, 'collector'>;

/** Reads a collector's settlement file row by row; a bad row comes as its problem and the rows after it go on. */
export function readSettlement(path: string, options: ReadOptions = {}): FileRows<SettlementRow> {
  return readFileRows(path, {
    kind: 'settlement',
    mapping: options.mapping?.settlement,
    fallbacks: currencyFallback(options.defaultCurrency),
    build: buildReceipt,
  });
}

function buildReceipt(reader: RowReader, mapping: FileMapping): SettlementRow | undefined {
  const reference = reader.required('case', code);
  const receipt = reader.required('receipt', code);
  const receivedOn = reader.required('receivedOn', datesOf(mapping, 'receivedOn'));
  const unit = reader.required('currency', currency);
  const amount = readPositive(reader, mapping, unit);
  if (reference === undefined || receipt === undefined || receivedOn === undefined) return undefined;
  if (unit === undefined || amount === undefined) return undefined;
  return { case: reference, receipt, receivedOn, amount, currency: unit };
}
