import { readFile } from 'node:fs/promises';
import type { LetterLook } from '../../domain/channels/letter.ts';
import { misconfigured } from '../collectors/failure.ts';
import { typefaceOf } from '../pdf/typeface.ts';
import type { LetterLayout } from './pdf/layout.ts';

/** Beginnings of the pictures that pdfkit can put on a page. */
const PICTURES = [Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.from([0xff, 0xd8, 0xff])];

/** The layout that settings describe, with the files that they name; read anew each time, so that a new one counts. */
export async function layoutOf({ logo, fonts, ...look }: LetterLook = {}): Promise<LetterLayout> {
  if (fonts !== undefined) readFonts(fonts);
  return {
    ...look,
    ...(fonts === undefined ? {} : { fonts }),
    ...(logo === undefined ? {} : { logo: await readLogo(logo) }),
  };
}

async function readLogo(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw misconfigured(`The logo ${path} of the letters cannot be read (${codeOf(error)}).`, error);
  });
  const isPicture = PICTURES.some((beginning) => bytes.subarray(0, beginning.length).equals(beginning));
  if (!isPicture) throw misconfigured(`The logo ${path} is neither PNG nor JPEG.`);
  return bytes;
}

function readFonts(fonts: NonNullable<LetterLook['fonts']>): void {
  try {
    typefaceOf(fonts);
  } catch (error) {
    throw misconfigured(`The fonts ${fonts.regular} and ${fonts.bold} of the letters cannot be read.`, error);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}
