/** What is wrong with one field of a row, or with the row or file as a whole (`field` is then empty). */
export interface RowProblem {
  /** The field's name, as the file formats name it. */
  readonly field: string;
  /** The column it was read from, when a mapping gives it another name. */
  readonly column?: string;
  /** What stands there, as it was written. */
  readonly value: string;
  /** What is wrong with it and what would be right. */
  readonly reason: string;
}

/** What a problem keeps from being taken: its row, the whole file, or nothing (it is worth knowing only). */
export const Refuses = { row: 'row', file: 'file', nothing: 'nothing' } as const;
export type Refuses = (typeof Refuses)[keyof typeof Refuses];

/** A row that was not taken, with its first problem and any others. */
export interface BadRow {
  /** Physical line in the file, from 1; line breaks inside quotes count. 0 when the file could not be opened. */
  readonly line: number;
  readonly problem: RowProblem;
  readonly also: readonly RowProblem[];
  readonly refuses: Refuses;
}

/** A row that was taken. */
export interface GoodRow<Row> {
  readonly line: number;
  readonly row: Row;
}

export type FileItem<Row> = GoodRow<Row> | BadRow;

/** True for an item that reports a problem. */
export function isBad(item: FileItem<unknown>): item is BadRow {
  return 'problem' in item;
}

/** The problems of a file as one bad row; undefined when there are none. */
export function badRow(line: number, problems: readonly RowProblem[], refuses: Refuses): BadRow | undefined {
  const [problem, ...also] = problems;
  return problem === undefined ? undefined : { line, problem, also, refuses };
}

const LONGEST_SHOWN = 60;

/** A problem in one line: `invoices.csv:12: dueOn (DueDate): "31/31/2026" is no date; write one like 2026-12-31`. */
export function formatRowProblem(file: string, line: number, problem: RowProblem): string {
  const { field, column, value, reason } = problem;
  const where = line > 0 ? `${file}:${line}` : file;
  const name = column === undefined ? field : `${field} (${column})`;
  const short = value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN - 1)}…` : value;
  const text = [field === '' ? '' : `${name}:`, value === '' ? '' : JSON.stringify(short), reason];
  return `${where}: ${text.filter((part) => part !== '').join(' ')}`;
}
