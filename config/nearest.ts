/** The known word that was most likely meant; undefined when none is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = plain(word);
  // A number or a sign is not misspelt; it is another one.
  if (!/\p{L}/u.test(wanted)) return undefined;
  let best: string | undefined;
  // Beyond about a third of its letters a word is another word, not a slip.
  let limit = Math.min(wanted.length - 1, Math.max(1, Math.floor(wanted.length / 3)));
  for (const candidate of known) {
    const other = plain(candidate);
    if (Math.abs(other.length - wanted.length) > limit) continue;
    const distance = editDistance(wanted, other);
    if (distance > limit || (distance === limit && best !== undefined)) continue;
    best = candidate;
    limit = distance;
  }
  return best;
}

/** `; did you mean x?`, or nothing when no known word is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const guess = nearest(word, known);
  return guess === undefined ? '' : `; did you mean ${guess}?`;
}

/** Case, spaces, dashes and underscores are how words are written, not which word it is. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[\s_.-]/g, '');
}

/** Letters to add, drop, change or swap with their neighbour to get from one word to the other. */
function editDistance(from: string, to: string): number {
  const width = to.length + 1;
  const table = new Array<number>((from.length + 1) * width).fill(0);
  const at = (i: number, j: number) => table[i * width + j] ?? 0;
  for (let i = 0; i <= from.length; i++) table[i * width] = i;
  for (let j = 0; j <= to.length; j++) table[j] = j;
  for (let i = 1; i <= from.length; i++) {
    for (let j = 1; j <= to.length; j++) {
      const change = from[i - 1] === to[j - 1] ? 0 : 1;
      let cost = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + change);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        cost = Math.min(cost, at(i - 2, j - 2) + 1);
      }
      table[i * width + j] = cost;
    }
  }
  return at(from.length, to.length);
}
