import { whyUnreadable } from '../config/text.ts';
import { fromHeader } from './above-header.ts';
import { findColumns, type Header } from './columns.ts';
import { readPieces, WrongEncoding } from './decode.ts';
import { undecodable } from './encoding.ts';
import { FILE_FIELDS, type FileKind } from './fields.ts';
import { type BadRow, badRow, type GoodRow, Refuses, type RowProblem } from './item.ts';
import { hintOfLaterHeader } from './later-header.ts';
import { type FileMapping, NO_MAPPING } from './mapping.ts';
import { readRecords } from './records.ts';
import { RowReader } from './row-reader.ts';
import { yearOf } from './year.ts';

/** What a row is that the mapping leaves out on purpose: neither good nor bad, and counted. */
export const LEFT_OUT = Symbol('left out');
export type LeftOut = typeof LEFT_OUT;

/** How a kind of file is turned into rows. */
interface FileReading<Built> {
  readonly kind: FileKind;
  readonly mapping?: FileMapping | undefined;
  /** What a field is where the file does not say. */
  readonly fallbacks?: ReadonlyMap<string, string>;
  /** Builds what a row says; undefined exactly when the reader has found problems. */
  readonly build: (reader: RowReader, mapping: FileMapping, line: number) => Built | LeftOut | undefined;
}

/** The rows of a file, each as it is or as what is wrong with it. */
export type FileRows<Row> = AsyncIterable<GoodRow<Row> | BadRow>;

/** Reads a file whose rows each say one thing. */
export function readFileRows<Row extends object>(path: string, reading: FileReading<Row>): FileRows<Row> {
  return readFileItems<GoodRow<Row>>(path, {
    ...reading,
    build: (reader, mapping, line) => {
      const row = reading.build(reader, mapping, line);
      return row === undefined || row === LEFT_OUT ? row : { line, row };
    },
  });
}

/** Reads a file row by row, no faster than the rows are asked for; whatever is wrong comes as an item. */
export async function* readFileItems<Good extends GoodRow<unknown>>(
  path: string,
  reading: FileReading<Good>,
): AsyncGenerator<Good | BadRow, void> {
  const { kind, mapping, build, fallbacks = new Map<string, string>() } = reading;
  let rules = mapping ?? NO_MAPPING;
  const { encoding, separator } = rules;
  let header: Header | undefined;
  let width = 0;
  let line = 0;
  let rows = 0;
  const leftOut = { byWhere: 0, negative: 0 };
  try {
    const start = await fromHeader(readPieces(path, encoding), rules.header, separator);
    if (start.text === undefined) {
      return yield* problemItem(1, [whole(noHeader(kind, rules, start.above.length))], Refuses.file);
    }
    for await (const record of readRecords(start.text, separator, start.line)) {
      line = record.line;
      if (header === undefined) {
        const names = 'cells' in record ? record.cells : [];
        const faults =
          'cells' in record ? headerFaults(names, rules) : [malformed(record.value, record.malformed)];
        const found = findColumns(names, kind, mapping, (field) => fallbacks.has(field));
        const year = yearOf(rules, start.above);
        const wrong = typeof year === 'string' ? [whole(year)] : [];
        const wrongs = faults.length > 0 ? faults : [...found.problems, ...wrong];
        if (wrongs.length > 0) {
          const hint = await hintOfLaterHeader(path, rules);
          return yield* problemItem(line, hint === '' ? wrongs : [...wrongs, whole(hint)], Refuses.file);
        }
        header = found;
        width = names.length;
        if (typeof year === 'number') rules = { ...rules, since: year };
        continue;
      }
      rows++;
      if ('malformed' in record) {
        yield* problemItem(line, [malformed(record.value, record.malformed)], Refuses.row);
      } else if (!header.filter(record.cells)) {
        leftOut.byWhere++;
      } else if (isRagged(record.cells, width, mapping !== undefined)) {
        yield* problemItem(line, [ragged(record.cells, width)], Refuses.row);
      } else {
        const { columns, watch } = header;
        const reader = new RowReader({ columns, fallbacks, encoding, watch }, record.cells);
        const item = build(reader, rules, line);
        if (reader.problems.length > 0 || item === undefined) {
          yield* problemItem(line, reader.problems, Refuses.row);
        } else if (item === LEFT_OUT) leftOut.negative++;
        else yield item;
      }
    }
    if (header === undefined) yield* problemItem(1, [whole(empty(kind))], Refuses.file);
    else if (rows === 0) yield* problemItem(line, [whole('has a header and no rows')], Refuses.nothing);
    else yield* problemItem(line, leftOutWords(leftOut), Refuses.nothing);
  } catch (error) {
    if (!(error instanceof WrongEncoding) && !isFileError(error)) throw error;
    const [at, reason] =
      error instanceof WrongEncoding ? [error.line, error.message] : [line, whyUnreadable(error)];
    yield* problemItem(at, [whole(reason)], Refuses.file);
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

function noHeader(kind: FileKind, { header }: FileMapping, lines: number): string {
  if (lines === 0) return empty(kind);
  if ('has' in header) {
    return `has no line with the columns ${header.has.join(', ')} among its first ${lines}; headerHas names columns as the file writes them`;
  }
  return `has ${lines} lines, and linesAbove says that ${header.linesAbove} stand above the header`;
}

function headerFaults(names: readonly string[], { encoding }: FileMapping): RowProblem[] {
  if (names.some((name) => name.includes('\uFFFD'))) return [whole(undecodable(encoding))];
  if (names.some((name) => name.trim().includes('\r'))) {
    return [whole('has lines that end in CR only; save it with LF or CRLF line ends')];
  }
  return [];
}

/** Other programs end their rows with a separator too many; cells that hold nothing lose nothing. */
function isRagged(cells: readonly string[], width: number, isMapped: boolean): boolean {
  if (cells.length === width) return false;
  return !isMapped || cells.length < width || cells.slice(width).some((cell) => cell.trim() !== '');
}

function ragged(cells: readonly string[], width: number): RowProblem {
  const more = cells.length > width ? '; quote a field that has the separator in it' : '';
  return { field: '', value: '', reason: `has ${cells.length} fields and the header ${width}${more}` };
}

function leftOutWords({ byWhere, negative }: { byWhere: number; negative: number }): RowProblem[] {
  if (byWhere + negative === 0) return [];
  const parts = [
    ...(byWhere === 0 ? [] : [`${byWhere} by where`]),
    ...(negative === 0 ? [] : [`${negative} with a negative amount`]),
  ];
  return [whole(`rows were left out, as the mapping says: ${parts.join(', ')}`)];
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
