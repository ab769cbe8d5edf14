import { cellsOf, MOST_LINES_ABOVE } from '../above-header.ts';
import { readRecords } from '../records.ts';
import { isSignColumn } from '../unnamed-sign.ts';
import { CREDIT, CREDITED, DEBIT, likeness, SYNONYMS } from './synonyms.ts';

export type GuessKind = keyof typeof SYNONYMS;

/** A file as a table. */
export interface Table {
  readonly separator: ',' | ';' | '\t' | '|';
  /** The lines that stand above the header. */
  readonly above: readonly string[];
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const SEPARATORS = [';', ',', '\t', '|'] as const;
const MOST_ROWS = 2000;
const ALL_NAMES = [
  ...Object.values(SYNONYMS).flatMap((fields) => Object.values(fields)),
  CREDITED,
  DEBIT,
  CREDIT,
];

/** Finds the line that names columns, and by which sign they are separated; undefined when there is none. */
export async function tableOf(text: string): Promise<Table | undefined> {
  const lines = text.split('\n', MOST_LINES_ABOVE + 1);
  let best: { score: number; at: number; separator: Table['separator'] } | undefined;
  for (const separator of SEPARATORS) {
    for (const [at, line] of lines.entries()) {
      const score = scoreOf(cellsOf(line, separator));
      if (score > (best?.score ?? 0)) best = { score, at, separator };
    }
  }
  if (best === undefined) return undefined;
  const { at, separator } = best;
  const from = lines.slice(0, at).reduce((length, line) => length + line.length + 1, 0);
  const rows: (readonly string[])[] = [];
  let names: readonly string[] | undefined;
  for await (const record of readRecords(once(text.slice(from)), separator)) {
    if (!('cells' in record)) continue;
    const cells = record.cells.map((cell) => cell.trim());
    if (names === undefined) names = cells;
    else rows.push(cells);
    if (rows.length >= MOST_ROWS) break;
  }
  if (names === undefined) return undefined;
  return { separator, above: lines.slice(0, at).map((line) => line.trimEnd()), names, rows };
}

async function* once(text: string): AsyncGenerator<string, void> {
  yield text;
}

/** How much a line looks like a header: by the columns it is known by, else by how many it has. */
function scoreOf(cells: readonly string[]): number {
  const names = cells.filter((cell) => cell !== '');
  if (names.length < 2 || new Set(names).size < names.length / 2) return 0;
  const known = names.filter(isKnown).length;
  // Values have digits; names of columns seldom do.
  const wordy = names.filter((name) => !/\d{3}/.test(name)).length;
  return known * 100 + wordy;
}

function isKnown(name: string): boolean {
  return isSignColumn(name) || ALL_NAMES.some((names) => likeness(name, names) >= 100);
}

/** Which kind of file it is, by the fields of each that its columns are like. */
export function kindOf(names: readonly string[]): GuessKind {
  const like = (kind: GuessKind, field: string) =>
    names.some((name) => likeness(name, SYNONYMS[kind][field] ?? '') >= 100);
  const hasAmount = like('invoices', 'amount') || names.some((name) => likeness(name, DEBIT) >= 100);
  if (!hasAmount) return 'customers';
  return like('invoices', 'dueOn') ? 'invoices' : 'payments';
}
