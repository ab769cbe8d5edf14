import { isCreditNote, isSignColumn, sideOf } from '../unnamed-sign.ts';
import type { Table } from './header.ts';
import { valuesOf } from './places.ts';

/** A column with words for debit and credit. */
export interface SignGuess {
  readonly index: number;
  /** Words of the file, as the mapping compares them; empty when all others are. */
  readonly plus: readonly string[];
  readonly minus: readonly string[];
}

/** The column that says debit or credit, by its name and words, or by the credit notes that it names. */
export function signsOf(
  kind: 'invoices' | 'payments',
  table: Table,
  taken: ReadonlySet<number>,
  isNegative: (row: readonly string[]) => boolean,
): SignGuess | undefined {
  const free = table.names.map((name, index) => ({ name, index })).filter(({ index }) => !taken.has(index));
  const minusSide = kind === 'invoices' ? 'credit' : 'debit';
  for (const { index } of free.filter(({ name }) => isSignColumn(name))) {
    const words = wordsOf(table, index);
    const minus = words.filter((word) => sideOf(word) === minusSide);
    const plus = words.filter((word) => !minus.includes(word));
    if (words.length > 0 && words.every((word) => sideOf(word) !== undefined)) {
      return { index, plus, minus: minus.length > 0 ? minus : [otherOf(plus[0] ?? '')] };
    }
  }
  if (kind === 'payments') return undefined;
  for (const { index } of free) {
    const credits = table.rows.filter((row) => isCreditNote(row[index] ?? ''));
    // Where their amounts have a minus, that is their sign.
    if (credits.length === 0 || credits.some(isNegative)) continue;
    return { index, plus: [], minus: [...new Set(credits.map((row) => (row[index] ?? '').toLowerCase()))] };
  }
  return undefined;
}

function wordsOf(table: Table, index: number): readonly string[] {
  const words = valuesOf(table, index).filter((value) => value !== '');
  return [...new Set(words.map((word) => word.toLowerCase()))];
}

const PAIRS = [
  ['s', 'h'],
  ['soll', 'haben'],
  ['d', 'c'],
  ['debit', 'credit'],
  ['debet', 'kredit'],
  ['dr', 'cr'],
  ['+', '-'],
  ['af', 'bij'],
] as const;

/** The word for the other side: a file of this month may have one side only. */
function otherOf(word: string): string {
  const pair = PAIRS.find((words) => words.some((one) => one === word)) ?? PAIRS[0];
  return pair[0] === word ? pair[1] : pair[0];
}
