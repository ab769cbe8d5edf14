import { didYouMean } from '../config/nearest.ts';
import { FILE_FIELDS, type FieldList, type FileKind } from './fields.ts';
import type { RowProblem } from './item.ts';
import type { FileMapping, Source } from './mapping.ts';
import { EVERY_ROW, missingColumn, type RowFilter, rowFilter } from './row-filter.ts';
import { type SignWatch, watchForCredits, watchForDebits } from './unnamed-sign.ts';

/** Where a row has the text of a field. */
export type Place =
  | { readonly always: string }
  | {
      /** Several are joined, the blank ones left out. */
      readonly indexes: readonly number[];
      readonly join?: string;
      /** The column's name where it is not the field's. */
      readonly column?: string;
      readonly values?: ReadonlyMap<string, string>;
      readonly after?: string;
    };

/** The fields that a file has, each with its place in a row. */
export type Columns = ReadonlyMap<string, Place>;

/** Places of what is a column and no field: the settled day, and what an amount and a credit need besides. */
export const SETTLED_ON = 'settledOn';
export const AMOUNT_SIGN = 'amount sign';
export const AMOUNT_MINUS = 'amount minus';
export const CREDIT_ON = 'creditOn';
export const CREDIT_ID = 'credit externalId';

/** What a header says of a file. */
export interface Header {
  readonly columns: Columns;
  readonly filter: RowFilter;
  /** Looks for debit and credit where the mapping does not. */
  readonly watch: SignWatch;
  readonly problems: readonly RowProblem[];
}

/**
 * Finds the fields of a file in its header; several things may be wrong with it.
 *
 * Without a mapping a column of an unknown name is refused: it is more often a slip in the name of a known one than
 * something to pass over. With a mapping all other columns are passed over.
 */
export function findColumns(
  header: readonly string[],
  kind: FileKind,
  mapping: FileMapping | undefined,
  hasFallback: (field: string) => boolean,
): Header {
  const names = header.map((name) => name.trim());
  const fields: FieldList = FILE_FIELDS[kind];
  const known = [...fields.required, ...fields.optional];
  const problems: RowProblem[] = [];
  const columns = new Map<string, Place>();
  const used = new Set<number>();
  const place = (field: string, source: Source): void => {
    if ('always' in source) {
      columns.set(field, source);
      return;
    }
    const indexes = source.columns.map((column) => names.indexOf(column));
    source.columns.forEach((column, i) => {
      if (indexes[i] === -1) problems.push(missing(field, column, names, mapping === undefined ? known : []));
      else if (names.indexOf(column) !== names.lastIndexOf(column)) problems.push(twice(column, names));
    });
    if (indexes.includes(-1)) return;
    for (const index of indexes) used.add(index);
    const { columns: from, join, values, after } = source;
    const name = from.length === 1 && from[0] === field ? {} : { column: from.join(' + ') };
    columns.set(field, {
      indexes,
      join,
      ...name,
      ...(values === undefined ? {} : { values }),
      ...(after === undefined ? {} : { after }),
    });
  };
  if (mapping === undefined) problems.push(...duplicates(names), ...unknown(names, known));
  for (const field of known) {
    const source = mapping?.columns.get(field);
    const isNeeded = fields.required.includes(field) && !hasFallback(field);
    if (source !== undefined) place(field, source);
    else if (names.includes(field) || isNeeded) place(field, { columns: [field], join: '' });
  }
  for (const [field, source] of besides(mapping)) place(field, source);
  const { filter, problems: ofFilter } =
    mapping === undefined ? { filter: EVERY_ROW, problems: [] } : rowFilter(names, mapping.where);
  for (const column of mapping?.where.keys() ?? []) used.add(names.indexOf(column));
  const isUsed = (index: number) => used.has(index);
  return {
    columns,
    filter,
    watch: watchOf(kind, names, isUsed, mapping),
    problems: unique([...problems, ...ofFilter]),
  };
}

/** The places that a mapping names beside the fields. */
function besides(mapping: FileMapping | undefined): [string, Source][] {
  if (mapping === undefined) return [];
  const { settledOn, amount, negativeInvoices: negative } = mapping;
  const one = (field: string, column: string): [string, Source] => [field, { columns: [column], join: '' }];
  const places: [string, Source][] = [];
  if (settledOn !== undefined) places.push(one(SETTLED_ON, settledOn));
  if (amount.sign !== undefined) places.push(one(AMOUNT_SIGN, amount.sign.column));
  if (amount.minusColumn !== undefined) places.push(one(AMOUNT_MINUS, amount.minusColumn));
  if (negative?.are === 'credit') {
    places.push([CREDIT_ON, negative.on]);
    if (negative.externalId !== undefined) places.push([CREDIT_ID, negative.externalId]);
  }
  return places;
}

function watchOf(
  kind: FileKind,
  names: readonly string[],
  isUsed: (index: number) => boolean,
  mapping: FileMapping | undefined,
): SignWatch {
  // Without a mapping there are no columns that nobody looks at.
  if (mapping === undefined || mapping.amount.ignoresSigns) return () => undefined;
  if (kind === 'invoices') return watchForCredits(names, isUsed);
  return kind === 'payments' ? watchForDebits(names, isUsed) : () => undefined;
}

function missing(
  field: string,
  column: string,
  names: readonly string[],
  notMeant: readonly string[],
): RowProblem {
  return missingColumn(
    field,
    column,
    names.filter((name) => !notMeant.includes(name)),
  );
}

/** Two columns of one name leave open which is meant. Columns without a name are counted as unknown. */
function duplicates(names: readonly string[]): RowProblem[] {
  const doubled = new Set(names.filter((name, i) => name !== '' && names.indexOf(name) !== i));
  return [...doubled].map((name) => twice(name, names));
}

function twice(name: string, names: readonly string[]): RowProblem {
  const at = names.flatMap((other, i) => (other === name ? [i + 1] : []));
  return { field: name, value: '', reason: `stands in columns ${at.join(' and ')}; keep one` };
}

function unique(problems: readonly RowProblem[]): readonly RowProblem[] {
  const seen = new Map(problems.map((problem) => [`${problem.field}: ${problem.reason}`, problem]));
  return [...seen.values()];
}

function unknown(names: readonly string[], known: readonly string[]): RowProblem[] {
  const [only] = names;
  const separator = names.length === 1 ? [';', '\t', '|'].find((sign) => only?.includes(sign)) : undefined;
  if (separator !== undefined) {
    const sign = JSON.stringify(separator);
    const reason = `the columns are separated by ${sign}; use commas, or separator: ${sign} in a mapping file`;
    return [{ field: '', value: only ?? '', reason }];
  }
  return names.flatMap((name, i) => {
    if (known.includes(name)) return [];
    if (name === '') return [{ field: '', value: '', reason: `column ${i + 1} has no name` }];
    const guess = didYouMean(
      name,
      known.filter((field) => !names.includes(field)),
    );
    const hint = guess === '' ? `; the columns here are ${known.join(', ')}` : guess;
    return [{ field: name, value: '', reason: `is no known column${hint}` }];
  });
}
