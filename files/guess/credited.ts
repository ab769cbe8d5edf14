import type { Table } from './header.ts';

/** How credits name their invoice: a column, and in a text the words before the number. */
export interface CreditedBy {
  readonly index: number;
  readonly after?: string;
  /** How many of the credits name one. */
  readonly named: number;
}

/** Looks for numbers of the file's invoices in the rows of its credits. */
export function creditedBy(
  table: Table,
  numberAt: number,
  credits: readonly (readonly string[])[],
  isFree: (index: number) => boolean,
): CreditedBy | undefined {
  const ofCredits = new Set(credits);
  const numbers = new Set(table.rows.filter((row) => !ofCredits.has(row)).map((row) => row[numberAt] ?? ''));
  numbers.delete('');
  const found = table.names.flatMap((_, index) => {
    if (index !== numberAt && !isFree(index)) return [];
    const cells = credits.map((row) => row[index] ?? '');
    const named = cells.filter((cell) => numbers.has(cell)).length;
    return named > 0 ? [{ index, named }] : inTexts(index, cells, numbers);
  });
  return found.sort((a, b) => b.named - a.named)[0];
}

/** Texts such as `Kreditnota til 5001`: the words before must be the same in all that have a number. */
function inTexts(index: number, cells: readonly string[], numbers: ReadonlySet<string>): CreditedBy[] {
  const before = cells.flatMap((cell) => {
    const words = cell.split(/\s+/);
    const at = words.findIndex((word) => numbers.has(word.replace(/^[("'#]+|[)"'.,;:!?]+$/g, '')));
    return at < 1 ? [] : [words.slice(Math.max(0, at - 2), at).join(' ')];
  });
  const [after] = before;
  if (after === undefined) return [];
  const alike = before.filter((words) => words === after).length;
  return [{ index, after, named: alike }];
}
