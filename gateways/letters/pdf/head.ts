import { usualWindow } from '../../../domain/channels/letter-window.ts';
import { type Words, wordsIn } from '../../../templates/languages.ts';
import { dateIn } from '../formats.ts';
import type { LetterLayout } from './layout.ts';
import type { PrintedLetter } from './printed-letter.ts';
import { GREY, mm, type Sheet } from './sheet.ts';
import { PUNCH_AT, WINDOWS, type WindowPlace } from './windows.ts';

const LOGO = { top: 12, height: 18, width: 70 };
const HEAD_TOP = 15;
const SENDER_SIZE = 6.5;
const ADDRESS_SIZES = [10, 9, 8, 7, 6];
/** Height of a line of an address, in sizes of its letters. */
const LINE = 1.25;

/** The upper part of the first page: creditor, window, date. Leaves the pen where the text begins. */
export function drawHead(sheet: Sheet, letter: PrintedLetter, layout: LetterLayout): void {
  const place = WINDOWS[layout.window ?? usualWindow(letter.country)];
  creditorOf(sheet, letter, layout);
  senderLine(sheet, letter, layout, place);
  addressBlock(sheet, letter.address, place);
  notes(sheet, letter, place, wordsIn(letter.language).paper);
  if (layout.marks ?? true) marks(sheet, place);
  sheet.pdf.x = sheet.left;
  sheet.pdf.y = mm(place.bodyTop);
}

function creditorOf(sheet: Sheet, { creditor }: PrintedLetter, { logo }: LetterLayout): void {
  const { pdf, left, width } = sheet;
  if (logo === undefined) {
    sheet.part('P', () =>
      sheet.at(creditor, left, mm(HEAD_TOP), { width, bold: true, size: 13, height: mm(12) }),
    );
    return;
  }
  const fit: [number, number] = [mm(LOGO.width), mm(LOGO.height)];
  sheet.part('Figure', () => pdf.image(Buffer.from(logo), left, mm(LOGO.top), { fit }), { alt: creditor });
}

function senderLine(
  sheet: Sheet,
  { creditor }: PrintedLetter,
  { sender }: LetterLayout,
  { left, width, senderTop }: WindowPlace,
): void {
  if (sender === undefined) return;
  const { street, postcode, city } = sender;
  const line = `${creditor} · ${street} · ${postcode} ${city}`;
  const look = { width: mm(width), size: SENDER_SIZE, color: GREY, height: mm(3) };
  sheet.part('P', () => sheet.at(line, mm(left), mm(senderTop), look));
}

/** As large as the window lets it be; in the smallest size each line is cut at the window's edge. */
function addressBlock(sheet: Sheet, lines: readonly string[], place: WindowPlace): void {
  const width = mm(place.width);
  const room = mm(place.height);
  const smallest = ADDRESS_SIZES.at(-1) as number;
  const rows = linesOf(sheet, lines, width);
  const size = ADDRESS_SIZES.find((candidate) => rows(candidate) * candidate * LINE <= room) ?? smallest;
  const isTooLong = rows(size) * size * LINE > room;
  const most = Math.floor(room / (size * LINE));
  const shown = isTooLong && lines.length > most ? [...lines.slice(0, most - 2), ...lines.slice(-2)] : lines;
  sheet.part('P', () => {
    let y = mm(place.addressTop);
    for (const line of shown) {
      sheet.at(line, mm(place.left), y, { width, size, ...(isTooLong ? { height: size * LINE } : {}) });
      y += (isTooLong ? 1 : rowsOf(sheet, line, width, size)) * size * LINE;
    }
  });
}

function linesOf(sheet: Sheet, lines: readonly string[], width: number): (size: number) => number {
  return (size) => lines.reduce((sum, line) => sum + rowsOf(sheet, line, width, size), 0);
}

function rowsOf(sheet: Sheet, line: string, width: number, size: number): number {
  sheet.use({ size });
  const height = sheet.pdf.heightOfString(sheet.clean(line), { width, lineGap: 0 });
  return Math.max(1, Math.round(height / sheet.pdf.currentLineHeight(true)));
}

function notes(
  sheet: Sheet,
  { language, on, customer }: PrintedLetter,
  { noteLeft, addressTop }: WindowPlace,
  words: Words['paper'],
): void {
  const left = mm(noteLeft);
  const width = mm(65);
  const entries = [
    [words.date, dateIn(language, on)],
    [words.customer, customer],
  ] as const;
  let top = mm(addressTop);
  for (const [label, value] of entries) {
    const y = top;
    sheet.part('P', () => {
      sheet.at(label, left, y, { width, size: 7, color: GREY });
      sheet.at(value, left, y + 9, { width, size: 9.5, height: 13 });
    });
    top += 28;
  }
}

/** Where the sheet is folded and punched, at its left edge. */
function marks(sheet: Sheet, { folds }: WindowPlace): void {
  const { pdf } = sheet;
  sheet.artifact(() => {
    pdf.lineWidth(0.4).strokeColor(GREY);
    for (const fold of folds) pdf.moveTo(mm(5), mm(fold)).lineTo(mm(9), mm(fold)).stroke();
    pdf.moveTo(mm(5), mm(PUNCH_AT)).lineTo(mm(11), mm(PUNCH_AT)).stroke();
  });
}
