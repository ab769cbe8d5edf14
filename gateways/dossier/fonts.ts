import { createRequire } from 'node:module';

/**
 * The fonts that PDF readers bring along know Western European letters only. DejaVu Sans has Latin, Greek,
 * Cyrillic, Armenian, Georgian, Hebrew and Arabic; what it lacks prints as an empty box and breaks nothing.
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
