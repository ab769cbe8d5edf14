/** One record found at a position of the text, or why none can be told there. */
export type Scan =
  | { readonly kind: 'record'; readonly cells: readonly string[]; readonly end: number }
  /** The record goes on beyond the text at hand. */
  | { readonly kind: 'more'; readonly since: number }
  /** No record by RFC 4180; the line of `since` is where it went wrong. */
  | { readonly kind: 'malformed'; readonly since: number; readonly reason: string };

/** Reads one CSV record (RFC 4180) from a position; `atEnd` says that no text follows what is at hand. */
export function scan(text: string, start: number, separator: string, atEnd: boolean): Scan {
  const feed = text.indexOf('\n', start);
  if (feed < 0 && !atEnd && !text.includes('"', start)) return { kind: 'more', since: start };
  const line = text.slice(start, feed < 0 ? text.length : feed);
  if (line.includes('"')) return scanQuoted(text, start, separator, atEnd);
  if (feed < 0 && !atEnd) return { kind: 'more', since: start };
  return {
    kind: 'record',
    cells: withoutReturn(line).split(separator),
    end: feed < 0 ? text.length : feed + 1,
  };
}

/** As {@link scan}, for a record that has a quote somewhere in its first line. */
function scanQuoted(text: string, start: number, separator: string, atEnd: boolean): Scan {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at, atEnd) : plainCell(text, at, separator, atEnd);
    if (cell === undefined) return { kind: 'more', since: at };
    if (cell.reason !== undefined) return { kind: 'malformed', since: at, reason: cell.reason };
    const { end } = cell;
    if (end >= text.length && !atEnd) return { kind: 'more', since: at };
    if (text[end] === separator) {
      cells.push(cell.value);
      at = end + 1;
      continue;
    }
    const feed = text[end] === '\r' && (text[end + 1] === '\n' || end + 1 >= text.length) ? end + 1 : end;
    if (feed >= text.length && !atEnd) return { kind: 'more', since: at };
    if (feed >= text.length || text[feed] === '\n') {
      cells.push(cell.value);
      return { kind: 'record', cells, end: Math.min(feed + 1, text.length) };
    }
    return {
      kind: 'malformed',
      since: at,
      reason: 'has text after a closing quote; double quotes inside text',
    };
  }
}

interface Cell {
  readonly value: string;
  /** The position after the cell: a separator, a line end or the end of the text. */
  readonly end: number;
  readonly reason?: string;
}

/** Undefined when the cell goes on beyond the text at hand. */
function quotedCell(text: string, start: number, atEnd: boolean): Cell | undefined {
  let value = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return atEnd ? { value, end: text.length, reason: UNCLOSED } : undefined;
    if (text[quote + 1] !== '"') return { value: value + text.slice(from, quote), end: quote + 1 };
    value += text.slice(from, quote + 1);
    from = quote + 2;
  }
}

export const UNCLOSED = 'opens a quote that is never closed';

function plainCell(text: string, start: number, separator: string, atEnd: boolean): Cell | undefined {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\n') {
    if (text[end] === '"') {
      const reason = 'has a quote inside a field that is not quoted; quote the field and double the quote';
      return { value: '', end, reason };
    }
    end++;
  }
  if (end >= text.length && !atEnd) return undefined;
  const isLast = end >= text.length || text[end] === '\n';
  const value = text.slice(start, end);
  return isLast ? { value: withoutReturn(value), end } : { value, end };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
