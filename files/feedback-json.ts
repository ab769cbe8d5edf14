import { unknownKey } from '../config/fields.ts';
import type { PathStep } from '../config/problem.ts';
import { readTextFile } from '../config/text.ts';
import { readYaml } from '../config/yaml.ts';
import type { Columns } from './columns.ts';
import { FILE_FIELDS } from './fields.ts';
import { type BadRow, badRow, type GoodRow, Refuses, type RowProblem } from './item.ts';
import { type FileMapping, NO_MAPPING } from './mapping.ts';
import { RowReader } from './row-reader.ts';

/** Raised whenever a field changes its meaning or goes; fields may be added under the same number. */
export const FEEDBACK_FORMAT = 'dunwell/signal-feedback/1';

/** About 30,000 messages; 20,000 take 4 s and 330 MB, as their lines are kept. More come as CSV, row by row. */
const MAX_BYTES = 4 * 1024 * 1024;
const FIELDS: readonly string[] = [...FILE_FIELDS.feedback.required, ...FILE_FIELDS.feedback.optional];
const COLUMNS: Columns = new Map(FIELDS.map((field, index) => [field, { indexes: [index] }]));

type Entry = Readonly<Record<string, unknown>>;

/**
 * Reads `{ "format": …, "feedback": [ … ] }` entry by entry, each with the fields of the CSV file as texts. A
 * bad entry comes as its problem and those after it go on.
 */
export async function* readFeedbackJson<Row>(
  path: string,
  build: (reader: RowReader, mapping: FileMapping) => Row | undefined,
): AsyncGenerator<GoodRow<Row> | BadRow, void> {
  const file = await readTextFile(path, MAX_BYTES);
  if (!file.ok) return yield* refuse(file.problem.line ?? 1, file.problem.reason);
  let value: unknown;
  try {
    value = JSON.parse(file.text);
  } catch (error) {
    return yield* refuse(1, `is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { format, feedback } = isEntry(value) ? value : {};
  if (format !== FEEDBACK_FORMAT || !Array.isArray(feedback)) {
    return yield* refuse(1, `must be { "format": "${FEEDBACK_FORMAT}", "feedback": [ … ] }`);
  }
  const lineOf = linesOf(file.text);
  for (const [i, entry] of feedback.entries()) {
    const line = lineOf(['feedback', i]);
    if (!isEntry(entry)) {
      yield* refuse(line, 'is no entry; write an object with result and on', Refuses.row);
      continue;
    }
    const cells = FIELDS.map((field) => textOf(entry[field]));
    const reader = new RowReader({ columns: COLUMNS, fallbacks: new Map() }, cells);
    const row = build(reader, NO_MAPPING);
    const problems = [...keyProblems(entry), ...reader.problems];
    const bad = badRow(lineOfProblem(lineOf, i, problems) ?? line, problems, Refuses.row);
    if (bad !== undefined) yield bad;
    else if (row !== undefined) yield { line, row };
  }
}

/** Keys that are not known, and values that are no texts: a number would have lost its zeros. */
function keyProblems(entry: Entry): RowProblem[] {
  return Object.entries(entry).flatMap(([field, value]): RowProblem[] => {
    const shown = { field, value: JSON.stringify(value) ?? '' };
    if (!FIELDS.includes(field)) return [{ ...shown, reason: unknownKey(field, FIELDS) }];
    if (value === null || typeof value === 'string') return [];
    return [{ ...shown, reason: 'is no text; write it in quotes' }];
  });
}

/** The line of the first field that is wrong. */
function lineOfProblem(
  lineOf: (path: readonly PathStep[]) => number,
  index: number,
  [first]: readonly RowProblem[],
): number | undefined {
  return first === undefined ? undefined : lineOf(['feedback', index, first.field]);
}

/** JSON is YAML, whose parser knows the lines; where it does not agree, the file's first line has to do. */
function linesOf(text: string): (path: readonly PathStep[]) => number {
  const yaml = readYaml(text.replaceAll('\t', ' '));
  return yaml.ok ? yaml.lineOf : () => 1;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value);
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function* refuse(line: number, reason: string, refuses: Refuses = Refuses.file): Generator<BadRow, void> {
  const bad = badRow(line, [{ field: '', value: '', reason }], refuses);
  if (bad !== undefined) yield bad;
}
