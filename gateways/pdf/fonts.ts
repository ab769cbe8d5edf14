import { createRequire } from 'node:module';

/**
 * The fonts that PDF readers bring along know Western European letters only, and a PDF that is to be kept must hold
 * its own. DejaVu Sans has Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic.
 */
const FOLDER = 'dejavu-fonts-ttf/ttf';
const { resolve } = createRequire(import.meta.url);

/** Files of TrueType or OpenType fonts. Compressed ones (WOFF) take ten times as long to read. */
export interface Fonts {
  readonly regular: string;
  readonly bold: string;
}

/** The fonts that come with Dunwell. */
export function standardFonts(): Fonts {
  return { regular: resolve(`${FOLDER}/DejaVuSans.ttf`), bold: resolve(`${FOLDER}/DejaVuSans-Bold.ttf`) };
}

/** The same, narrower: a letter's table has many columns, and its sentences read more calmly. */
export function narrowFonts(): Fonts {
  return {
    regular: resolve(`${FOLDER}/DejaVuSansCondensed.ttf`),
    bold: resolve(`${FOLDER}/DejaVuSansCondensed-Bold.ttf`),
  };
}
