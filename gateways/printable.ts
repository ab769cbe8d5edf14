/** Line breaks and control characters, which would start a new header or line. */
const BREAKS = /[\p{Cc}\u2028\u2029]+/gu;
/** Marks that change the direction of all text after them: a name could turn an amount around. */
const DIRECTION_MARKS = /[\u202a-\u202e\u2066-\u2069]/gu;
const LONE_SURROGATES = /\p{Cs}/gu;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** A text from outside as one line that cannot break out of the line it stands in. */
export function oneLine(text: string): string {
  return text
    .replace(BREAKS, ' ')
    .replace(DIRECTION_MARKS, '')
    .replace(LONE_SURROGATES, '\ufffd')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** One line for use inside a sentence: right-to-left names are isolated, so that they leave it in order. */
export function quoted(text: string): string {
  const line = oneLine(text);
  return RIGHT_TO_LEFT.test(line) ? `\u2068${line}\u2069` : line;
}

/** The first so many characters, with a mark when some were left out. */
export function clipped(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
