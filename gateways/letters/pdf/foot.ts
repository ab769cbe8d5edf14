import { wordsIn } from '../../../templates/languages.ts';
import type { LetterLayout } from './layout.ts';
import { billTop } from './payment-block.ts';
import type { PrintedLetter } from './printed-letter.ts';
import { GREY, mm, type Sheet } from './sheet.ts';

const FOOT_TOP = 280;
const LINE = 9;

/** What stands around the text of each page, once it is known how many there are; returns how many. */
export function drawFeet(sheet: Sheet, letter: PrintedLetter, layout: LetterLayout): number {
  const { pdf, left, width } = sheet;
  const { start, count } = pdf.bufferedPageRange();
  const { page: word } = wordsIn(letter.language).paper;
  const hasBill = letter.payment.code?.kind === 'qr-bill';
  for (let nth = 0; nth < count; nth += 1) {
    pdf.switchToPage(start + nth);
    const { margins } = pdf.page;
    const { bottom } = margins;
    // Below the margin, where text would otherwise begin yet another page.
    margins.bottom = 0;
    const isBillPage = hasBill && nth === count - 1;
    const pageTop = isBillPage ? billTop(sheet) - mm(6) : mm(FOOT_TOP);
    sheet.artifact(() => {
      const page = `${word} ${nth + 1}/${count}`;
      sheet.at(page, left, pageTop, { width, align: 'right', size: 7.5, color: GREY });
      if (nth > 0) {
        const running = `${letter.creditor} · ${letter.subject}`;
        sheet.at(running, left, mm(12), { width, size: 7.5, color: GREY, height: 10 });
      } else if (!isBillPage) {
        (layout.footer ?? []).forEach((line, row) => {
          sheet.at(line, left, mm(FOOT_TOP) + row * LINE, {
            width: width - mm(25),
            size: 7,
            color: GREY,
            height: LINE,
          });
        });
      }
    }, 'Pagination');
    margins.bottom = bottom;
  }
  return count;
}
