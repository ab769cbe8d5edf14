import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import type { Fonts } from '../pdf/fonts.ts';
import { clipped, oneLine } from '../printable.ts';

const MARGIN = 50;
const LINE = '#bbbbbb';
const GREY = '#555555';
/** A cell of a table is short; one that is not would fill its page alone. */
const LONGEST_CELL = 300;
const LABEL_WIDTH = 150;
const MOMENT_WIDTH = 110;

type Look = { readonly font: 'regular' | 'bold'; readonly size: number; readonly color: string };
const PLAIN: Look = { font: 'regular', size: 9, color: '#000000' };
const BOLD: Look = { ...PLAIN, font: 'bold' };

export interface PaperOptions {
  readonly title: string;
  readonly author: string;
  readonly at: number;
  readonly fonts: Fonts;
  /** Stands under each page with its number. */
  readonly footer: (page: number) => string;
}

/** A4 pages that are written from top to bottom and leave for the stream as they fill up. */
export class Paper {
  private readonly pdf: PDFKit.PDFDocument;
  private readonly out: Writable;
  private readonly footer: PaperOptions['footer'];
  private look = PLAIN;
  private pages = 0;

  constructor(out: Writable, { title, author, at, fonts, footer }: PaperOptions) {
    this.out = out;
    this.footer = footer;
    this.pdf = new PDFDocument({
      size: 'A4',
      margin: MARGIN,
      autoFirstPage: false,
      font: fonts.regular,
      info: { Title: title, Author: author, Creator: 'Dunwell', CreationDate: new Date(at) },
    });
    this.pdf.registerFont('regular', fonts.regular);
    this.pdf.registerFont('bold', fonts.bold);
    this.pdf.on('pageAdded', () => this.beginPage());
    this.pdf.pipe(out);
    this.pdf.addPage();
  }

  title(text: string): void {
    this.use({ ...BOLD, size: 16 });
    this.pdf.text(oneLine(text));
    this.pdf.moveDown(0.5);
  }

  async heading(text: string): Promise<void> {
    // With at least two lines of what follows.
    if (this.room() < 60) this.pdf.addPage();
    this.use({ ...BOLD, size: 11 });
    this.pdf.moveDown(0.8).text(oneLine(text), MARGIN);
    this.pdf.moveDown(0.3);
    await this.drained();
  }

  paragraph(text: string): void {
    this.use(PLAIN);
    this.pdf.text(oneLine(text), MARGIN, this.pdf.y, { width: this.width() });
  }

  /** Names and values, one below the other; what has no value is left out. */
  async fields(fields: readonly (readonly [string, string | null | undefined])[]): Promise<void> {
    for (const [name, value] of fields) {
      if (value === null || value === undefined || value === '') continue;
      await this.pair(name, value, LABEL_WIDTH);
    }
  }

  /** What happened, with the moment before it; texts of any length. */
  async moment(at: string, says: string): Promise<void> {
    await this.pair(at, says, MOMENT_WIDTH);
  }

  /** A table whose last row may be a sum. Widths are shares of the page's. */
  async table(columns: readonly Column[], rows: readonly (readonly string[])[]): Promise<void> {
    this.use(PLAIN);
    const shares = columns.reduce((sum, { share }) => sum + share, 0);
    const table = this.pdf.table({
      columnStyles: columns.map(({ share, align = 'left' }) => ({
        width: (this.width() * share) / shares,
        align: { x: align, y: 'top' as const },
      })),
      rowStyles: (row) => ({
        border: [0, 0, row === 0 ? 1 : 0.5, 0],
        borderColor: LINE,
        padding: [3, 4, 3, 0],
        ...(row === 0 ? { textColor: GREY } : {}),
      }),
    });
    table.row(columns.map(({ title }) => title));
    for (const row of rows) {
      table.row(row.map((cell) => clipped(oneLine(cell), LONGEST_CELL)));
      await this.drained();
    }
    table.end();
    this.pdf.x = MARGIN;
  }

  /** Finishes the last page; resolves when everything has been written. */
  async end(): Promise<void> {
    this.pdf.end();
    await finished(this.out);
  }

  private async pair(left: string, right: string, indent: number): Promise<void> {
    this.use(PLAIN);
    const width = this.width() - indent;
    const text = oneLine(right);
    if (!this.surelyFits(text)) {
      const height = this.pdf.heightOfString(text, { width });
      if (height > this.room() && height < this.pdf.page.height - 2 * MARGIN) this.pdf.addPage();
    }
    const top = this.pdf.y;
    this.use({ ...PLAIN, color: GREY });
    this.pdf.text(oneLine(left), MARGIN, top, { width: indent - 8 });
    const below = this.pdf.y;
    this.use(PLAIN);
    const page = this.pages;
    this.pdf.text(text, MARGIN + indent, top, { width });
    if (page === this.pages) this.pdf.y = Math.max(below, this.pdf.y);
    this.pdf.y += 2;
    this.pdf.x = MARGIN;
    await this.drained();
  }

  /** Measuring a text costs as much as writing it, so most are only counted: 40 letters of 9 pt fill no line. */
  private surelyFits(text: string): boolean {
    return (Math.ceil(text.length / 40) + 1) * 11 < this.room();
  }

  /** Writes the foot of a new page and goes on in the look that the page before had. */
  private beginPage(): void {
    this.pages += 1;
    const { pdf, look } = this;
    const { x, y } = pdf;
    const { bottom } = pdf.page.margins;
    // Inside the margin, where text would otherwise begin yet another page.
    pdf.page.margins.bottom = 0;
    this.use({ ...PLAIN, size: 7, color: GREY });
    pdf.text(oneLine(this.footer(this.pages)), MARGIN, pdf.page.height - 35, {
      width: this.width(),
      align: 'center',
      lineBreak: false,
    });
    pdf.page.margins.bottom = bottom;
    pdf.x = x;
    pdf.y = y;
    this.use(look);
  }

  private use(look: Look): void {
    this.look = look;
    this.pdf.font(look.font).fontSize(look.size).fillColor(look.color);
  }

  private width(): number {
    return this.pdf.page.width - 2 * MARGIN;
  }

  private room(): number {
    return this.pdf.page.height - MARGIN - this.pdf.y;
  }

  /** Waits while the reader is slow, so that a file of any length needs the memory of a page. */
  private async drained(): Promise<void> {
    if (this.out.writableNeedDrain) await once(this.out, 'drain');
  }
}

export interface Column {
  readonly title: string;
  readonly share: number;
  readonly align?: 'left' | 'right';
}
