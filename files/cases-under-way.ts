import type { StagedCaseUnderWay } from '../contracts/opening.ts';
import { ZERO } from './amount.ts';
import { currencyFallback, type ReadOptions } from './invoices.ts';
import { datesOf, type FileMapping } from './mapping.ts';
import { type FileRows, readFileRows } from './read.ts';
import type { RowReader } from './row-reader.ts';
import { withoutBlanks } from './rows.ts';
import { amount, code, currency, type Reader } from './values.ts';

/** Reads a file of debt collection cases that collectors work on already. */
export function readCasesUnderWay(path: string, options: ReadOptions = {}): FileRows<StagedCaseUnderWay> {
  return readFileRows(path, {
    kind: 'cases',
    mapping: options.mapping?.cases,
    fallbacks: currencyFallback(options.defaultCurrency),
    build: buildCase,
  });
}

function buildCase(reader: RowReader, mapping: FileMapping): StagedCaseUnderWay | undefined {
  const reference = reader.required('reference', code);
  const invoices = reader.required('invoices', numbers);
  const collector = reader.required('collector', code);
  const since = reader.required('since', datesOf(mapping, 'since'));
  const unit = reader.required('currency', currency);
  const collected = reader.optional('collected', amount(mapping.numbers, unit));
  if (collected !== undefined && collected <= 0) reader.refuse('collected', ZERO);
  if (reference === undefined || invoices === undefined || collector === undefined) return undefined;
  if (since === undefined || unit === undefined) return undefined;
  return withoutBlanks({ reference, invoices, collector, since, collected, currency: unit });
}

/** Invoice numbers, with semicolons between them. */
const numbers: Reader<readonly string[]> = (text) => {
  const all = text
    .split(';')
    .map((number) => number.trim())
    .filter((number) => number !== '');
  for (const number of all) {
    const read = code(number);
    if ('reason' in read) return read;
  }
  const twice = all.find((number, i) => all.indexOf(number) < i);
  if (twice !== undefined) return { reason: `names ${twice} twice; write each invoice once` };
  return all.length === 0
    ? { reason: 'names no invoice; write their numbers with ; between them' }
    : { value: all };
};
