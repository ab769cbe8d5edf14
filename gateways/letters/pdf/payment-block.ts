import { friendlyFormatIBAN } from 'ibantools';
import { SwissQRBill } from 'swissqrbill/pdf';
import { encode } from 'uqr';
import { wordsIn } from '../../../templates/languages.ts';
import type { PrintedLetter } from './printed-letter.ts';
import { BLACK, GREY, mm, type Sheet } from './sheet.ts';

const CODE = 31;
const PADDING = 2.5;
const LABEL = 38;
const EPC_MAX_VERSION = 13;
/** Modules of white around a code, which readers need. */
const QUIET = 4;
const BILL_HEIGHT = 105;
/** The names by which the QR-bill asks for its fonts. */
const BILL_FONT = 'Liberation Sans';

/** Where to pay, and a code for it; the Swiss bill follows at the letter's end. */
export function drawPayment(sheet: Sheet, letter: PrintedLetter): void {
  const { payment, total, deadline } = letter;
  const { iban, code, payee, reference } = payment;
  if (iban === null || code?.kind === 'qr-bill') return;
  const words = wordsIn(letter.language);
  const lines = [
    [words.paper.payee, payee],
    ['IBAN', friendlyFormatIBAN(iban) ?? iban],
    [letter.labels.reference, reference],
    [total.label, total.value],
    ...deadline.map(({ label, value }) => [label, value]),
  ] as [string, string][];
  const isEpc = code?.kind === 'epc';
  const textWidth = sheet.width - mm(2 * PADDING + LABEL) - (isEpc ? mm(CODE + PADDING) : 0);
  const cells = lines.map(([label, value]) => [
    { text: label, x: sheet.left + mm(PADDING), width: mm(LABEL - 2), size: 8.5, color: GREY },
    {
      text: value,
      x: sheet.left + mm(PADDING + LABEL),
      width: textWidth,
      size: 9,
      bold: value === total.value,
    },
  ]);
  const textHeight = cells.reduce((sum, row) => sum + sheet.rowHeight(row), 0);
  const height = Math.max(textHeight, isEpc ? mm(CODE) + 7 : 0) + mm(2 * PADDING);
  sheet.keep(height + 6);
  const top = sheet.pdf.y;
  sheet.artifact(() =>
    sheet.pdf.lineWidth(0.6).strokeColor(GREY).rect(sheet.left, top, sheet.width, height).stroke(),
  );
  sheet.pdf.y = top + mm(PADDING);
  const table = sheet.open('Table');
  for (const row of cells) sheet.row(table, row, 'TD', true);
  table.end();
  if (code?.kind === 'epc') {
    const x = sheet.left + sheet.width - mm(CODE + PADDING);
    drawEpc(
      sheet,
      code.payload,
      x,
      top + mm(PADDING),
      `${words.paper.scan} ${total.value}, ${payee}, ${reference}`,
    );
    const below = { width: sheet.width - mm(2 * PADDING), align: 'right' as const, size: 6.5, color: GREY };
    sheet.part('P', () =>
      sheet.at(words.paper.scan, sheet.left + mm(PADDING), top + mm(PADDING + CODE) + 2, below),
    );
  }
  sheet.pdf.x = sheet.left;
  sheet.pdf.y = top + height + mm(5);
}

function drawEpc(sheet: Sheet, payload: string, x: number, y: number, alt: string): void {
  const { data, size } = encode(payload, { ecc: 'M', border: QUIET, maxVersion: EPC_MAX_VERSION });
  const module = mm(CODE) / size;
  const { pdf } = sheet;
  sheet.part(
    'Figure',
    () => {
      data.forEach((row, line) => {
        for (const [from, until] of darkRuns(row)) {
          pdf.rect(x + from * module, y + line * module, (until - from) * module, module);
        }
      });
      pdf.fill(BLACK);
    },
    { alt },
  );
}

/** Modules side by side as one: between two drawn apart, printers and screens show a hair of white. */
function darkRuns(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  row.forEach((isDark, at) => {
    if (!isDark) return;
    const last = runs.at(-1);
    if (last?.[1] === at) last[1] = at + 1;
    else runs.push([at, at + 1]);
  });
  return runs;
}

/** Where the Swiss payment part is printed, its top; it ends with the page. */
export function billTop({ pdf }: Sheet): number {
  return pdf.page.height - mm(BILL_HEIGHT);
}

/** The Swiss payment part with its receipt, at the foot of the page; on another page when there is no room. */
export function drawQrBill(sheet: Sheet, { payment, language, total }: PrintedLetter): void {
  const { code, payee, reference } = payment;
  if (code?.kind !== 'qr-bill') return;
  const { pdf } = sheet;
  if (pdf.y > billTop(sheet) - mm(5)) pdf.addPage();
  const { margins } = pdf.page;
  const { bottom } = margins;
  margins.bottom = 0;
  sheet.nameFonts(BILL_FONT, `${BILL_FONT}-Bold`);
  const bill = new SwissQRBill(code.data, { fontName: BILL_FONT, language: billLanguage(language) });
  sheet.part('Figure', () => bill.attachTo(pdf, 0, billTop(sheet)), {
    alt: `${wordsIn(language).paper.scan}: ${total.value}, ${payee}, ${reference}`,
  });
  margins.bottom = bottom;
}

function billLanguage(language: string): 'DE' | 'FR' | 'EN' {
  return language === 'de' ? 'DE' : language === 'fr' ? 'FR' : 'EN';
}
