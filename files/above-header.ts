import { scan } from './scan.ts';

/** Which line names the columns, where lines of another kind stand above it. */
export type HeaderLine =
  | { readonly linesAbove: number }
  /** The first line that has all of these columns. */
  | { readonly has: readonly string[] };

/** A file from its header on, and the lines that stood above. */
export interface FromHeader {
  readonly above: readonly string[];
  /** The line of the header, from 1. */
  readonly line: number;
  /** The text from the header on; undefined when there is no header. */
  readonly text: AsyncIterable<string> | undefined;
}

/** So many lines are looked at for a header; no export has a letterhead as long. */
export const MOST_LINES_ABOVE = 200;
const LONGEST_LINE = 64 * 1024;

/**
 * Passes over the lines above the header. They are no CSV: what stands there may have quotes of any kind, so they are
 * taken line by line.
 */
export async function fromHeader(
  pieces: AsyncIterable<string>,
  rule: HeaderLine,
  separator: string,
): Promise<FromHeader> {
  const source = pieces[Symbol.asyncIterator]();
  const above: string[] = [];
  let text = '';
  for (;;) {
    const { value, done } = await source.next();
    text += done === true ? '' : value;
    for (;;) {
      const feed = text.indexOf('\n');
      // Too long for a line above a header: it is the header, or no CSV at all, which is found out by who reads on.
      if (feed < 0 && done !== true && text.length < LONGEST_LINE) break;
      if (text === '') break;
      const line = feed < 0 ? text : text.slice(0, feed + 1);
      if (isHeader(line, above.length, rule, separator)) {
        return { above, line: above.length + 1, text: theRest(text, source) };
      }
      if (above.length >= MOST_LINES_ABOVE) return { above, line: 1, text: undefined };
      above.push(line.trimEnd());
      text = text.slice(line.length);
    }
    if (done === true) return { above, line: 1, text: undefined };
  }
}

function isHeader(line: string, above: number, rule: HeaderLine, separator: string): boolean {
  if ('linesAbove' in rule) return above === rule.linesAbove;
  const cells = cellsOf(line, separator);
  return rule.has.every((column) => cells.includes(column));
}

/** The cells of a single line; none when it is no CSV. */
export function cellsOf(line: string, separator: string): readonly string[] {
  const found = scan(line, 0, separator, true);
  return found.kind === 'record' ? found.cells.map((cell) => cell.trim()) : [];
}

async function* theRest(first: string, source: AsyncIterator<string>): AsyncGenerator<string, void> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => source };
}
