import { type Column, jsonValue, type Listed, textValue, ValueKind } from '../../read/kit/columns.ts';
import type { Output } from './output.ts';
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
  if (output.isJson) return printArray(output, rows, json);
  const table = output.table(
    columns.map(([name, { kind, heading = name }]) => ({
      title: heading,
      align: ALIGNED_RIGHT.includes(kind) ? 'right' : ('left' as const),
    })),
  );
  let written = 0;
  for await (const row of rows) {
    const cells = columns.map(([name, column]): Cell => {
      const [text, painted] = [textValue(column, row), paint(name, row)];
      return painted === undefined ? text : { text, paint: painted };
    });
    await table.row(cells);
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
): Promise<number> {
  let written = 0;
  await output.write('[');
  for await (const row of rows) {
    await output.write(`${written === 0 ? '' : ','}\n${JSON.stringify(json(row))}`);
    written += 1;
  }
  await output.line('\n]');
  return written;
}

function byName<Row extends Listed>(columns: Shown<Row>): (row: Row) => object {
  return (row) => Object.fromEntries(columns.map(([name, column]) => [name, jsonValue(column, row)]));
}
