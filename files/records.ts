import { scan, UNCLOSED } from './scan.ts';

/** A CSV record with the physical line it starts on, or a line that could not be read as one. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly malformed: string; readonly value: string };

/** What one record may hold, with its line end. An unclosed quote would else take in the rest of a file of any size. */
export const MAX_RECORD = 256 * 1024;
const LONGEST_SHOWN = 200;

/**
 * Reads the records of a CSV text that comes in pieces; blank lines are passed over.
 *
 * After a line that is no CSV, reading goes on at the next line: only the bad line is lost, also when its quote is
 * never closed. That going on is why the records are read here and not by a parser that stops at the first fault.
 */
export async function* readRecords(
  pieces: AsyncIterable<string>,
  separator: string,
  firstLine = 1,
): AsyncGenerator<CsvRecord, void> {
  let text = '';
  let line = firstLine;
  let skipping = false;

  function* take(atEnd: boolean): Generator<CsvRecord, void> {
    let at = 0;
    const moveTo = (end: number) => {
      line += linesBetween(text, at, end);
      at = end;
    };
    while (at < text.length) {
      if (skipping) {
        const feed = text.indexOf('\n', at);
        skipping = feed < 0;
        moveTo(feed < 0 ? text.length : feed + 1);
        continue;
      }
      const found = scan(text, at, separator, atEnd);
      if (found.kind === 'record' && found.end - at <= MAX_RECORD) {
        // A blank line is one empty cell; a row of blank cells only is what spreadsheets leave behind.
        if (found.cells.some((cell) => cell.trim() !== '')) yield { line, cells: found.cells };
        moveTo(found.end);
        continue;
      }
      if (found.kind === 'more' && text.length - at <= MAX_RECORD) break;
      const since = found.kind === 'record' ? at : found.since;
      const feed = text.indexOf('\n', since);
      // The line is shown as far as LONGEST_SHOWN, so that much of it must be at hand.
      if (feed < 0 && !atEnd && text.length - since < LONGEST_SHOWN) break;
      moveTo(since);
      const value = text.slice(at, Math.min(feed < 0 ? text.length : feed, at + LONGEST_SHOWN)).trimEnd();
      yield { line, value, malformed: found.kind === 'malformed' ? found.reason : tooLong(text, at) };
      skipping = true;
    }
    text = text.slice(at);
  }

  for await (const piece of pieces) {
    text += piece;
    yield* take(false);
  }
  yield* take(true);
}

function tooLong(text: string, at: number): string {
  return text[at] === '"' ? UNCLOSED : `is longer than ${MAX_RECORD} characters`;
}

function linesBetween(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
