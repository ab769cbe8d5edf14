/*
 * What no database keeps in a text: the character NUL, which PostgreSQL has no room for, and half a character, which
 * is none. Who lets a text in refuses it with these words.
 */

const NUL = '\0';
const REPLACEMENT = '\ufffd';

/** Why a text cannot be kept, as the end of a sentence; nothing where it can. */
export function whyNotKept(text: string): string | undefined {
  if (text.includes(NUL)) return 'has the character NUL in it; take it out';
  return text.isWellFormed() ? undefined : 'has half a character in it; write the whole one, or take it out';
}

/** Where the first text that cannot be kept stands in what JSON says, names of fields included, and why. */
export function unkept(
  value: unknown,
  path: readonly (string | number)[] = [],
): { readonly path: readonly (string | number)[]; readonly reason: string } | undefined {
  if (typeof value === 'string') {
    const reason = whyNotKept(value);
    return reason === undefined ? undefined : { path, reason };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, one] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    const reason = typeof name === 'string' ? whyNotKept(name) : undefined;
    if (reason !== undefined) return { path, reason: `has a field whose name ${reason}` };
    const found = unkept(one, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A text as it can be kept, with a mark in place of what cannot: for words of strangers that nobody may refuse. */
export function keepable(text: string): string {
  return (text.includes(NUL) ? text.replaceAll(NUL, REPLACEMENT) : text).toWellFormed();
}
