import { NOT_UTF8, whyUnreadable } from '../config/text.ts';
import { type Columns, findColumns } from './columns.ts';
import { NotUtf8, readPieces } from './decode.ts';
import { FILE_FIELDS, type FileKind } from './fields.ts';
import { type BadRow, badRow, type GoodRow, Refuses, type RowProblem } from './item.ts';
import { type FileMapping, NO_MAPPING } from './mapping.ts';
import { readRecords } from './records.ts';
import { RowReader } from './row-reader.ts';

/** How a kind of file is turned into rows. */
export interface FileReading<Good extends GoodRow<unknown>> {
  readonly kind: FileKind;
  readonly mapping?: FileMapping | undefined;
  /** What a field is where the file does not say. */
  readonly fallbacks?: ReadonlyMap<string, string>;
  /** Builds the item of a row; undefined exactly when the reader has found problems. */
  readonly build: (
    reader: RowReader,
    mapping: FileMapping,
    columns: Columns,
    line: number,
  ) => Good | undefined;
}

/** Reads a file row by row, no faster than the rows are asked for; whatever is wrong comes as an item. */
export async function* readFileRows<Good extends GoodRow<unknown>>(
  path: string,
  reading: FileReading<Good>,
): AsyncGenerator<Good | BadRow, void> {
  const { kind, mapping, build, fallbacks = new Map<string, string>() } = reading;
  const rules = mapping ?? NO_MAPPING;
  let columns: Columns | undefined;
  let width = 0;
  let line = 0;
  let rows = 0;
  try {
    for await (const record of readRecords(readPieces(path), rules.separator)) {
      line = record.line;
      if (columns === undefined) {
        const header = 'cells' in record ? record.cells : [];
        const faults = 'cells' in record ? headerFaults(header) : [malformed(record.value, record.malformed)];
        const found = findColumns(header, kind, mapping, (field) => fallbacks.has(field));
        const refused = badRow(line, faults.length > 0 ? faults : found.problems, Refuses.file);
        if (refused !== undefined) {
          yield refused;
          return;
        }
        columns = found.columns;
        width = header.length;
        continue;
      }
      rows++;
      if ('malformed' in record) {
        yield* problemItem(line, [malformed(record.value, record.malformed)], Refuses.row);
      } else if (record.cells.length !== width) {
        yield* problemItem(line, [ragged(record.cells, width)], Refuses.row);
      } else {
        const reader = new RowReader(columns, record.cells, fallbacks);
        const item = build(reader, rules, columns, line);
        if (item !== undefined && reader.problems.length === 0) yield item;
        else yield* problemItem(line, reader.problems, Refuses.row);
      }
    }
    if (columns === undefined) yield* problemItem(1, [whole(empty(kind))], Refuses.file);
    else if (rows === 0) yield* problemItem(line, [whole('has a header and no rows')], Refuses.nothing);
  } catch (error) {
    if (!(error instanceof NotUtf8) && !isFileError(error)) throw error;
    const reason = error instanceof NotUtf8 ? error.message : whyUnreadable(error);
    yield* problemItem(error instanceof NotUtf8 ? 1 : line, [whole(reason)], Refuses.file);
  }
}

function* problemItem(line: number, problems: readonly RowProblem[], refuses: Refuses) {
  const item = badRow(line, problems, refuses);
  if (item !== undefined) yield item;
}

function whole(reason: string): RowProblem {
  return { field: '', value: '', reason };
}

function malformed(value: string, reason: string): RowProblem {
  return { field: '', value, reason };
}

function empty(kind: FileKind): string {
  return `is empty; its first line must name the columns: ${FILE_FIELDS[kind].required.join(',')}`;
}

function headerFaults(header: readonly string[]): RowProblem[] {
  if (header.some((name) => name.includes('\uFFFD'))) return [whole(NOT_UTF8)];
  if (header.some((name) => name.trim().includes('\r'))) {
    return [whole('has lines that end in CR only; save it with LF or CRLF line ends')];
  }
  return [];
}

function ragged(cells: readonly string[], width: number): RowProblem {
  const more = cells.length > width ? '; quote a field that has the separator in it' : '';
  return { field: '', value: '', reason: `has ${cells.length} fields and the header ${width}${more}` };
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
