import { didYouMean } from '../config/nearest.ts';
import type { RowProblem } from './item.ts';

/** What a column must say for a row to be taken; texts without regard to case. */
export type Condition =
  | { readonly oneOf: ReadonlySet<string> }
  | { readonly noneOf: ReadonlySet<string> }
  | { readonly blank: boolean };

/** The conditions of a mapping, by column; all must hold. */
export type Where = ReadonlyMap<string, Condition>;

/** Whether a row is one of those that a mapping asks for. */
export type RowFilter = (cells: readonly string[]) => boolean;

export const EVERY_ROW: RowFilter = () => true;

/** Finds the columns of the conditions in a header. */
export function rowFilter(
  names: readonly string[],
  where: Where,
): { readonly filter: RowFilter; readonly problems: readonly RowProblem[] } {
  const problems: RowProblem[] = [];
  const tests: RowFilter[] = [];
  for (const [column, condition] of where) {
    const index = names.indexOf(column);
    if (index < 0) problems.push(missingColumn('where', column, names));
    // A row that ends early has nothing in its last columns: headings and totals of reports often do.
    else tests.push((cells) => holds(condition, (cells[index] ?? '').trim().toLowerCase()));
  }
  return { filter: (cells) => tests.every((test) => test(cells)), problems };
}

export function missingColumn(field: string, column: string, names: readonly string[]): RowProblem {
  const named = names.filter((name) => name !== '');
  const there = named.length === 0 ? '' : `; the file has ${named.join(', ')}`;
  return { field, value: '', reason: `column ${column} is missing${didYouMean(column, named) || there}` };
}

function holds(condition: Condition, text: string): boolean {
  if ('oneOf' in condition) return condition.oneOf.has(text);
  if ('noneOf' in condition) return !condition.noneOf.has(text);
  return (text === '') === condition.blank;
}
