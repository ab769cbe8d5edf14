import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { unknownKey } from '../config/fields.ts';
import { whyUnreadable } from '../config/text.ts';
import type { Columns } from './columns.ts';
import { FILE_FIELDS, type FileKind } from './fields.ts';
import { badRow, Refuses, type RowProblem } from './item.ts';
import { type FileMapping, NO_MAPPING } from './mapping.ts';
import type { FileRows } from './read.ts';
import { RowReader } from './row-reader.ts';

type Entry = Readonly<Record<string, unknown>>;

/** True for files that hold one JSON object a line. */
export function isJsonLines(path: string): boolean {
  return /\.(jsonl|ndjson)$/i.test(path);
}

/** Reads a file of JSON lines, each with the fields of the CSV file as texts; a bad line keeps nothing of the rest back. */
export async function* readJsonLines<Row>(
  path: string,
  kind: FileKind,
  build: (reader: RowReader, mapping: FileMapping) => Row | undefined,
): FileRows<Row> {
  const { required, optional } = FILE_FIELDS[kind];
  const fields: readonly string[] = [...required, ...optional];
  const columns: Columns = new Map(fields.map((field, index) => [field, { indexes: [index] }]));
  let line = 0;
  const refuse = (reason: string, refuses: Refuses) =>
    badRow(line, [{ field: '', value: '', reason }], refuses);
  try {
    for await (const text of createInterface({
      input: createReadStream(path, 'utf8'),
      crlfDelay: Infinity,
    })) {
      line += 1;
      if (text.trim() === '') continue;
      const entry = entryOf(text);
      if (entry === undefined) {
        const bad = refuse('is no JSON object in one line', Refuses.row);
        if (bad !== undefined) yield bad;
        continue;
      }
      const cells = fields.map((field) => textOf(entry[field]));
      const reader = new RowReader({ columns, fallbacks: new Map() }, cells);
      const row = build(reader, NO_MAPPING);
      const bad = badRow(line, [...keyProblems(entry, fields), ...reader.problems], Refuses.row);
      if (bad !== undefined) yield bad;
      else if (row !== undefined) yield { line, row };
    }
  } catch (error) {
    const bad = refuse(whyUnreadable(error), Refuses.file);
    if (bad !== undefined) yield bad;
  }
}

function entryOf(text: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Entry)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Keys that are not known, and values that are no texts: a number would have lost its zeros. */
function keyProblems(entry: Entry, fields: readonly string[]): RowProblem[] {
  return Object.entries(entry).flatMap(([field, value]): RowProblem[] => {
    const shown = { field, value: JSON.stringify(value) ?? '' };
    if (!fields.includes(field)) return [{ ...shown, reason: unknownKey(field, fields) }];
    if (value === null || typeof value === 'string') return [];
    return [{ ...shown, reason: 'is no text; write it in quotes' }];
  });
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
