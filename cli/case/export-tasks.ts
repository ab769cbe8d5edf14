import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { HAND_TASK_COLUMNS, type HandTask } from '../../read/case/hand-tasks.ts';
import { textValue } from '../../read/kit/columns.ts';

/**
 * Writes tasks as CSV in UTF-8, with a head line, and ends the stream. A field that a spreadsheet would take for a
 * formula gets an apostrophe before it: names and addresses come from outside.
 */
export async function exportTasks(tasks: AsyncIterable<HandTask>, out: Writable): Promise<void> {
  const columns = Object.keys(HAND_TASK_COLUMNS);
  const csv = stringify({ header: true, columns, bom: true, escape_formulas: true });
  await pipeline(rowsOf(tasks), csv, out);
}

async function* rowsOf(tasks: AsyncIterable<HandTask>): AsyncGenerator<readonly string[]> {
  const columns = Object.values(HAND_TASK_COLUMNS);
  for await (const task of tasks) yield columns.map((column) => textValue(column, task));
}
