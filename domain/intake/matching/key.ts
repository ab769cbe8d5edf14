/** How a number or reference is compared whatever way it is written: `RE-2026/101` and `re2026 101` are one. */
export function keyOf(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase()).replace(/[ /\-._+]/g, '');
}

/** No number is written in more pieces than that: `RE 2026 - 00 101`. */
const LONGEST = 6;
/** A remittance text has 140 signs, a long one a few lines; what comes after that names no invoice. */
const MOST_WORDS = 80;

/** A run of words of a text that may be a number, a reference or a customer. */
export interface Mention {
  /** As the text has it, from the first to the last of its letters and digits. */
  readonly written: string;
  readonly key: string;
}

/** All that a text may name: each word, and each run of words next to each other. */
export function mentionsIn(text: string): Mention[] {
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)].slice(0, MOST_WORDS);
  const mentions: Mention[] = [];
  for (const [first, from] of words.entries()) {
    for (const to of words.slice(first, first + LONGEST)) {
      const written = text.slice(from.index, to.index + to[0].length);
      // Other signs than those that numbers are written with part one thing from the next.
      if (/[^\p{L}\p{N} /\-._+]/u.test(written)) break;
      mentions.push({ written, key: keyOf(written) });
    }
  }
  return mentions;
}
