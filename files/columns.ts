import { didYouMean } from '../config/nearest.ts';
import { FILE_FIELDS, type FieldList, type FileKind } from './fields.ts';
import type { RowProblem } from './item.ts';
import type { FileMapping } from './mapping.ts';

/** Where a row has the text of a field. */
export type Place =
  | { readonly always: string }
  | {
      readonly index: number;
      /** The column's name where it is not the field's. */
      readonly column?: string;
      readonly values?: ReadonlyMap<string, string>;
    };

/** The fields that a file has, each with its place in a row. */
export type Columns = ReadonlyMap<string, Place>;

/** The place of the settled day, which is a column and no field of an invoice. */
export const SETTLED_ON = 'settledOn';

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
): { readonly columns: Columns; readonly problems: readonly RowProblem[] } {
  const names = header.map((name) => name.trim());
  const fields: FieldList = FILE_FIELDS[kind];
  const known = [...fields.required, ...fields.optional];
  const problems = duplicates(names);
  if (mapping === undefined) problems.push(...unknown(names, known));
  const columns = new Map<string, Place>();
  const missing = (field: string, column: string, from: readonly string[]) => {
    const there = from.length === 0 ? '' : `; the file has ${from.join(', ')}`;
    const reason = `column ${column} is missing${didYouMean(column, from) || there}`;
    problems.push({ field, value: '', reason });
  };
  for (const field of known) {
    const source = mapping?.columns.get(field);
    if (source !== undefined && 'always' in source) {
      columns.set(field, source);
      continue;
    }
    const column = source?.column ?? field;
    const index = names.indexOf(column);
    const values = source?.values;
    if (index >= 0) {
      columns.set(field, {
        index,
        ...(column === field ? {} : { column }),
        ...(values === undefined ? {} : { values }),
      });
    } else if (source !== undefined || (fields.required.includes(field) && !hasFallback(field))) {
      missing(
        field,
        column,
        names.filter((name) => name !== '' && !(mapping === undefined && known.includes(name))),
      );
    }
  }
  if (mapping?.settledOn !== undefined) {
    const index = names.indexOf(mapping.settledOn);
    if (index >= 0) columns.set(SETTLED_ON, { index, column: mapping.settledOn });
    else missing(SETTLED_ON, mapping.settledOn, names);
  }
  return { columns, problems };
}

/** Two columns of one name leave open which is meant. Columns without a name are counted as unknown. */
function duplicates(names: readonly string[]): RowProblem[] {
  const twice = new Set(names.filter((name, i) => name !== '' && names.indexOf(name) !== i));
  return [...twice].map((name) => {
    const at = names.flatMap((other, i) => (other === name ? [i + 1] : []));
    return { field: name, value: '', reason: `stands in columns ${at.join(' and ')}; keep one` };
  });
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
