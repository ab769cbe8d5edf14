/** Narrower than this a column of words is a column of syllables. */
const LEAST = 10;

/** What a column asks for, in characters. */
export interface WantedWidth {
  readonly natural: number;
  readonly title: number;
  /** Numbers and amounts stay whole. */
  readonly mayWrap: boolean;
}

/** Widths with which a line fits into so many characters; null when it cannot, however narrow the words. */
export function fittedWidths(
  wanted: readonly WantedWidth[],
  gap: number,
  available: number,
): readonly number[] | null {
  const least = wanted.map(({ natural, title, mayWrap }) =>
    mayWrap ? Math.min(natural, Math.max(title, LEAST)) : natural,
  );
  const widths = wanted.map(({ natural }) => natural);
  const gaps = gap * Math.max(0, widths.length - 1);
  let over = sumOf(widths) + gaps - available;
  if (over <= 0) return widths;
  if (sumOf(least) + gaps > available) return null;
  while (over > 0) {
    const widest = indexOfWidest(widths, least);
    widths[widest] = (widths[widest] ?? 0) - 1;
    over -= 1;
  }
  return widths;
}

function indexOfWidest(widths: readonly number[], least: readonly number[]): number {
  let widest = -1;
  for (const [index, width] of widths.entries()) {
    if (width > (least[index] ?? 0) && width > (widths[widest] ?? 0)) widest = index;
  }
  return widest;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

/** Text in lines of at most so many characters, broken between words where it can be. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    let rest = word;
    const joined = line === '' ? rest : `${line} ${rest}`;
    if ([...joined].length <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    for (; [...rest].length > width; rest = [...rest].slice(width).join('')) {
      lines.push([...rest].slice(0, width).join(''));
    }
    line = rest;
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}
