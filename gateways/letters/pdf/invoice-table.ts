import { type Language, wordsIn } from '../../../templates/languages.ts';
import { amountIn, dateIn } from '../formats.ts';
import type { PrintedInvoice, PrintedLetter } from './printed-letter.ts';
import { BLACK, GREY, type Part, type Sheet } from './sheet.ts';

const SIZE = 8.2;
const GAP = 6;
const NOTHING = '–';

interface Column {
  readonly title: string;
  /** Of the width. */
  readonly share: number;
  readonly align?: 'right';
  readonly of: (invoice: PrintedInvoice) => string;
}

interface Place {
  readonly x: number;
  readonly width: number;
  readonly align?: 'right';
}

/**
 * The invoices, one to a row, and below them what is open in all. Over several pages each begins with the head, and
 * the sum is carried from foot to head.
 */
export function drawInvoices(sheet: Sheet, letter: PrintedLetter): void {
  const { invoices, language, currency } = letter;
  const columns = columnsOf(letter);
  const places = placesOf(sheet, columns);
  const table = sheet.open('Table');
  const head = columns.map(({ title }, nth) => ({ ...at(places, nth), text: title, size: 7.5, color: GREY }));
  const carry = (label: string, minor: number) => [
    { ...at(places, 0), width: wideLabel(places), text: label, size: SIZE, color: GREY },
    { ...at(places, places.length - 1), text: amountIn(language, minor, currency), size: SIZE, color: GREY },
  ];
  const { carried, brought } = wordsIn(language).paper;
  const carriedHeight = sheet.rowHeight(carry(carried, 0));
  sheet.keep(sheet.rowHeight(head) + 2 * carriedHeight + 20);
  sheet.row(table, head, 'TH');
  sheet.rule();
  let sum = 0;
  invoices.forEach((invoice, nth) => {
    const cells = columns.map(({ of }, column) => ({ ...at(places, column), text: of(invoice), size: SIZE }));
    const isLast = nth === invoices.length - 1;
    if (sheet.room() < sheet.rowHeight(cells) + (isLast ? 0 : carriedHeight)) {
      sheet.rule();
      sheet.rowAgain(carry(carried, sum));
      sheet.pdf.addPage();
      sheet.rowAgain(head);
      sheet.rule();
      sheet.rowAgain(carry(brought, sum));
    }
    sheet.row(table, cells, 'TD', true);
    sum += invoice.principal;
  });
  sheet.rule();
  drawSums(sheet, letter, table);
  table.end();
}

/** What is open part by part, the total and its deadline, on one page. */
function drawSums(sheet: Sheet, { open, total, deadline }: PrintedLetter, table: Part): void {
  const lines = [
    ...open.map((line) => ({ ...line, bold: false })),
    { ...total, bold: true },
    ...deadline.map((line) => ({ ...line, bold: true })),
  ];
  const half = sheet.width / 2;
  const rows = lines.map(({ label, value, bold }) => [
    { text: label, x: sheet.left + half * 0.6, width: half * 0.8, size: 9, bold },
    {
      text: value,
      x: sheet.left + half * 1.4,
      width: half * 0.6,
      align: 'right' as const,
      size: 9,
      bold,
      color: BLACK,
    },
  ]);
  sheet.keep(rows.reduce((sum, row) => sum + sheet.rowHeight(row), 0) + 8);
  rows.forEach((row, nth) => {
    if (nth === open.length) sheet.rule(sheet.left + half * 0.6, half * 1.4, 0.8, BLACK);
    sheet.row(table, row, 'TD', true);
  });
  sheet.pdf.y += 8;
}

function columnsOf({ invoices, language, currency, labels }: PrintedLetter): Column[] {
  const { number, issuedOn, dueOn, amount, settled, principal } = labels;
  const money = (minor: number) => amountIn(language, minor, currency);
  const paid = (minor: number) => (minor === 0 ? NOTHING : money(minor));
  const isPartlyPaid = invoices.some((invoice) => invoice.amount !== invoice.principal);
  const column = (title: string, share: number, of: Column['of']): Column => ({ title, share, of });
  const right = (title: string, share: number, of: Column['of']): Column => ({
    title,
    share,
    of,
    align: 'right',
  });
  return [
    column(number, isPartlyPaid ? 2.6 : 4, (invoice) => invoice.number),
    column(issuedOn, 3.2, (invoice) => dateIn(language, invoice.issuedOn)),
    column(dueOn, 3.2, ({ dueOn: day }) => dayOr(language, day)),
    right(amount, 2.5, (invoice) => money(invoice.amount)),
    ...(isPartlyPaid ? [right(settled, 2.3, (invoice) => paid(invoice.principal - invoice.amount))] : []),
    right(principal, 2.6, (invoice) => money(invoice.principal)),
  ];
}

function dayOr(language: Language, day: number | null): string {
  return day === null ? NOTHING : dateIn(language, day);
}

function placesOf({ left, width }: Sheet, columns: readonly Column[]): Place[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  let x = left;
  return columns.map(({ share, align }) => {
    const whole = (width * share) / shares;
    const place = {
      x,
      width: whole - (align === 'right' ? 0 : GAP),
      ...(align === undefined ? {} : { align }),
    };
    x += whole;
    return place;
  });
}

function at(places: readonly Place[], nth: number): Place {
  return places[nth] as Place;
}

/** A carried sum's label may reach over all but the last column. */
function wideLabel(places: readonly Place[]): number {
  return at(places, places.length - 1).x - at(places, 0).x - GAP;
}
