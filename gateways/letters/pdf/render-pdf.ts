import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import type { LevelContent } from '../../../contracts/effects.ts';
import { openArchival } from '../../pdf/archival.ts';
import { narrowFonts } from '../../pdf/fonts.ts';
import { lacksLetters, type Typeface, typefaceOf } from '../../pdf/typeface.ts';
import { refusal } from '../../refusal.ts';
import { drawFeet } from './foot.ts';
import { drawHead } from './head.ts';
import { drawInvoices } from './invoice-table.ts';
import type { LetterLayout } from './layout.ts';
import { drawPayment, drawQrBill } from './payment-block.ts';
import { type PrintedLetter, printedLetter } from './printed-letter.ts';
import { mm, Sheet } from './sheet.ts';

const MS_PER_DAY = 86_400_000;
const MARGINS = { top: mm(20), right: mm(20), bottom: mm(21), left: mm(25) };

/** Several letters in one file. */
interface RenderedLetters {
  readonly bytes: Uint8Array;
  /** How many pages each takes, in their order. */
  readonly pages: readonly number[];
}

/**
 * A reminder or notice as a PDF for print and archive: PDF/A-2a, A4, tagged, its fonts within. The same content in
 * the same layout gives the same bytes, whenever it is rendered.
 */
export async function renderLetterPdf(content: LevelContent, layout: LetterLayout = {}): Promise<Uint8Array> {
  const { bytes } = await renderLettersPdf([content], layout);
  return bytes;
}

/** Letters of one creditor in one file, each beginning on a page of its own with page numbers of its own. */
export async function renderLettersPdf(
  contents: readonly LevelContent[],
  layout: LetterLayout = {},
  onLetter?: () => void,
): Promise<RenderedLetters> {
  return renderPrinted(
    contents.map((content) => printedLetter(content, layout)),
    layout,
    onLetter,
  );
}

export async function renderPrinted(
  letters: readonly PrintedLetter[],
  layout: LetterLayout = {},
  onLetter?: () => void,
): Promise<RenderedLetters> {
  const [first] = letters;
  if (first === undefined) throw new RangeError('No letter to render.');
  const typeface = typefaceOf(layout.fonts ?? narrowFonts());
  for (const { address } of letters) refuseUnreadable(address, typeface);
  const pdf = openArchival({
    title: letters.length === 1 ? first.subject : first.creditor,
    author: first.creditor,
    language: first.language,
    at: first.on * MS_PER_DAY,
    typeface,
    margins: MARGINS,
  });
  const out = new PassThrough();
  const bytes = buffer(out);
  pdf.pipe(out);
  const pages: number[] = [];
  for (const letter of letters) {
    pages.push(drawLetter(pdf, typeface, letter, layout));
    onLetter?.();
    // Others have their turn between two letters of a thousand.
    await setImmediate();
  }
  pdf.end();
  return { bytes: await bytes, pages };
}

/** With marks for letters the post would have to guess. */
function refuseUnreadable(address: readonly string[], typeface: Typeface): void {
  if (!address.some((line) => lacksLetters(typeface, line))) return;
  throw refusal("No letter with an unreadable address: it has letters that the layout's fonts lack.");
}

function drawLetter(
  pdf: PDFKit.PDFDocument,
  typeface: Typeface,
  letter: PrintedLetter,
  layout: LetterLayout,
): number {
  const sheet = new Sheet(pdf, typeface, letter.language);
  drawHead(sheet, letter, layout);
  sheet.paragraph(letter.subject, { bold: true, size: 11, gap: mm(5) }, 'H1');
  sheet.paragraph(letter.greeting);
  for (const text of letter.before) sheet.paragraph(text);
  drawInvoices(sheet, letter);
  drawPayment(sheet, letter);
  for (const text of letter.after) sheet.paragraph(text);
  sheet.keep(mm(12));
  sheet.paragraph(letter.closing, { gap: mm(1) });
  sheet.paragraph(letter.creditor, { bold: true });
  drawQrBill(sheet, letter);
  sheet.close();
  const pages = drawFeet(sheet, letter, layout);
  pdf.flushPages();
  return pages;
}
