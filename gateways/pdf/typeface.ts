import { type Font, openSync } from 'fontkit';
import type { Fonts } from './fonts.ts';

/** A pair of fonts, read. */
export interface Typeface {
  readonly regular: Font;
  readonly bold: Font;
}

const opened = new Map<string, Font>();

/** Reads fonts, each file once: reading takes longer than writing a page. */
export function typefaceOf({ regular, bold }: Fonts): Typeface {
  return { regular: fontOf(regular), bold: fontOf(bold) };
}

/**
 * A text with nothing that the fonts cannot print. A letter without a glyph would print as an empty box, which an
 * archived PDF may not hold; a replacement mark shows that something stood there.
 */
export function printableIn({ regular, bold }: Typeface, text: string): string {
  const printable = Array.from(text, (character) => {
    if (INVISIBLE.test(character)) return '';
    if (hasGlyph(regular, character) && hasGlyph(bold, character)) return character;
    return /^\p{Z}$/u.test(character) ? ' ' : REPLACEMENT;
  }).join('');
  return RIGHT_TO_LEFT.test(printable) ? inReadingOrder(printable) : printable;
}

/** Each word is set by its script, but words follow each other from the left: those of Hebrew and Arabic turn round. */
function inReadingOrder(text: string): string {
  const runs: string[][] = [];
  let isRunning = false;
  for (const word of text.split(' ')) {
    const isRightToLeft = RIGHT_TO_LEFT.test(word);
    if (isRightToLeft && isRunning) runs.at(-1)?.unshift(word);
    else runs.push([word]);
    isRunning = isRightToLeft;
  }
  return runs.flat().join(' ');
}

/** True when the fonts lack letters or digits of the text; marks and emoji are not missed. */
export function lacksLetters({ regular, bold }: Typeface, text: string): boolean {
  return Array.from(text).some(
    (character) =>
      /[\p{L}\p{N}]/u.test(character) && !(hasGlyph(regular, character) && hasGlyph(bold, character)),
  );
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;
const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]$/u;
const REPLACEMENT = '\ufffd';

function hasGlyph(font: Font, character: string): boolean {
  return font.hasGlyphForCodePoint(character.codePointAt(0) as number);
}

function fontOf(path: string): Font {
  const known = opened.get(path);
  if (known !== undefined) return known;
  const font = openSync(path);
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${path} is a collection of fonts; name one font.`);
  opened.set(path, font);
  return font;
}
