import { type Column, jsonValue, type Listed, textValue, ValueKind } from '../../read/kit/columns.ts';
import type { Output } from './output.ts';
import type { Column as TableColumn } from './result-format.ts';
import type { Cell } from './table.ts';

/** Columns in the order in which they are shown. */
type Shown<Row> = readonly (readonly [name: string, column: Column<Row>])[];

interface Ways<Row> {
  /** A row for programs, where that is not its columns by their names. */
  readonly json?: (row: Row) => object;
  /** The colour of a cell; none when undefined. */
  readonly paint?: (name: string, row: Row) => ((text: string) => string) | undefined;
}

const ALIGNED_RIGHT: readonly ValueKind[] = [ValueKind.MONEY, ValueKind.AMOUNT, ValueKind.COUNT];

/** Writes rows as they come, as a table or as one JSON array; returns how many there were. */
export async function printList<Row extends Listed>(
  output: Output,
  columns: Shown<Row>,
  rows: Iterable<Row> | AsyncIterable<Row>,
  { json = byName(columns), paint = () => undefined }: Ways<Row> = {},
): Promise<number> {
  return printRows(output, rows, {
    json,
    columns: columns.map(([name, { kind, heading = name }]) => ({
      title: heading,
      align: ALIGNED_RIGHT.includes(kind) ? 'right' : ('left' as const),
    })),
    cells: (row) =>
      columns.map(([name, column]): Cell => {
        const [text, painted] = [textValue(column, row), paint(name, row)];
        return painted === undefined ? text : { text, paint: painted };
      }),
  });
}

interface Written<Row> extends Around {
  readonly json: (row: Row) => object;
  readonly columns: readonly TableColumn[];
  readonly cells: (row: Row) => readonly Cell[];
}

/** What stands before and behind the rows for programs, where they are not all of the answer. */
interface Around {
  readonly before?: string;
  readonly behind?: () => string;
}

/** The same of rows that have no columns of their own. */
export async function printRows<Row>(
  output: Output,
  rows: Iterable<Row> | AsyncIterable<Row>,
  { json, columns, cells, ...around }: Written<Row>,
): Promise<number> {
  if (output.isJson) return printArray(output, rows, json, around);
  const table = output.table(columns);
  let written = 0;
  for await (const row of rows) {
    await table.row(cells(row));
    written += 1;
  }
  await table.end();
  return written;
}

/** Writes rows as they come as one JSON array, a line for each; returns how many there were. */
export async function printArray<Row>(
  output: Output,
  rows: Iterable<Row> | AsyncIterable<Row>,
  json: (row: Row) => object,
  { before, behind = () => '' }: Around = {},
): Promise<number> {
  const array = await beginArray(output, before);
  for await (const row of rows) await array.add(json(row));
  return array.end(behind());
}

/** The same for whoever does something between two rows. */
export async function beginArray(output: Output, before = '') {
  let written = 0;
  await output.write(`${before}[`);
  return {
    async add(row: object): Promise<void> {
      await output.write(`${written === 0 ? '' : ','}\n${JSON.stringify(row)}`);
      written += 1;
    },
    async end(behind = ''): Promise<number> {
      await output.line(`\n]${behind}`);
      return written;
    },
  };
}

function byName<Row extends Listed>(columns: Shown<Row>): (row: Row) => object {
  return (row) => Object.fromEntries(columns.map(([name, column]) => [name, jsonValue(column, row)]));
}
