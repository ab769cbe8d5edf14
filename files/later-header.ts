import { MOST_LINES_ABOVE } from './above-header.ts';
import { readPieces } from './decode.ts';
import type { FileMapping } from './mapping.ts';
import { readRecords } from './records.ts';

/**
 * What to write when a file's first line has not the columns that were looked for, and a later one has: other programs
 * put their name and a balance above. Blank when there is none.
 */
export async function hintOfLaterHeader(path: string, mapping: FileMapping): Promise<string> {
  const { header, columns, encoding, separator } = mapping;
  const wanted = [...columns.values()].flatMap((source) => ('columns' in source ? source.columns : []));
  if (!('linesAbove' in header) || wanted.length < 2) return '';
  let seen = 0;
  for await (const record of readRecords(readPieces(path, encoding), separator)) {
    const cells = 'cells' in record ? record.cells.map((cell) => cell.trim()) : [];
    const has = wanted.filter((column) => cells.includes(column));
    // One more than the line that was taken for the header: a word in a sentence may be a column's name.
    if (record.line > header.linesAbove + 1 && has.length >= 2) {
      return `line ${record.line} has ${has.join(', ')}: write linesAbove: ${record.line - 1}, or headerHas: [${has.slice(0, 2).join(', ')}]`;
    }
    seen += 1;
    if (seen > MOST_LINES_ABOVE) break;
  }
  return '';
}
