import { fontSource } from '../../pdf/archival.ts';
import { printableIn, type Typeface } from '../../pdf/typeface.ts';

const POINTS_PER_MM = 72 / 25.4;

export function mm(millimetres: number): number {
  return millimetres * POINTS_PER_MM;
}

export interface Look {
  readonly bold?: boolean;
  readonly size?: number;
  readonly color?: string;
}

export const BLACK = '#000000';
export const GREY = '#555555';
const RULE = '#999999';
const BODY_SIZE = 9.25;
const LINE_GAP = 1.9;

/** Kinds of structure that a letter consists of. */
type Tag = 'Document' | 'H1' | 'P' | 'Table' | 'TR' | 'TH' | 'TD' | 'Figure' | 'Sect';
export type Part = PDFKit.PDFStructureElement;

interface Cell extends Look {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly align?: 'left' | 'right';
}

/** The pages of one letter, written from top to bottom; each thing on them is in the structure or an artifact. */
export class Sheet {
  readonly pdf: PDFKit.PDFDocument;
  readonly left: number;
  readonly width: number;
  private readonly typeface: Typeface;
  private readonly root: Part;

  constructor(pdf: PDFKit.PDFDocument, typeface: Typeface, language: string) {
    this.pdf = pdf;
    this.typeface = typeface;
    pdf.addPage();
    const { left, right } = pdf.page.margins;
    this.left = left;
    this.width = pdf.page.width - left - right;
    this.root = pdf.struct('Document', { lang: language });
    pdf.addStructure(this.root);
  }

  /** Adds a part to the structure and draws what belongs to it. */
  part(tag: Tag, draw: () => void, options: { alt?: string; scope?: string; in?: Part } = {}): void {
    const { in: parent = this.root, ...rest } = options;
    parent.add(this.pdf.struct(tag, rest as PDFKit.Mixins.StructureElementOptions, draw));
  }

  /** Opens a part that others are put into; to be closed by `end()` of it. */
  open(tag: Tag, parent: Part = this.root): Part {
    const part = this.pdf.struct(tag);
    parent.add(part);
    return part;
  }

  paragraph(text: string, look: Look & { readonly gap?: number } = {}, tag: Tag = 'P'): void {
    const words = this.clean(text);
    this.use(look);
    // Three lines stay together: a heading is not left behind, nor a line alone.
    this.keep(Math.min(this.heightOf(words, this.width), 3 * this.lineHeight()));
    this.part(tag, () => {
      this.pdf.text(words, this.left, this.pdf.y, { width: this.width, lineGap: LINE_GAP });
    });
    this.pdf.y += look.gap ?? mm(2.4);
  }

  /** One row of a table, whole on one page. Returns nothing where it had to turn the page: ask `fits` before. */
  row(table: Part, cells: readonly Cell[], tag: 'TH' | 'TD', firstIsHead = false): void {
    const top = this.pdf.y;
    const height = this.rowHeight(cells);
    const row = this.open('TR', table);
    cells.forEach((cell, nth) => {
      const isHead = tag === 'TH' || (firstIsHead && nth === 0);
      const scope = tag === 'TH' ? 'Column' : 'Row';
      this.part(isHead ? 'TH' : 'TD', () => this.cell(cell, top), { in: row, ...(isHead ? { scope } : {}) });
    });
    row.end();
    this.pdf.y = top + height;
  }

  /** The same without a place in the structure: a head that is repeated, a sum that is carried. */
  rowAgain(cells: readonly Cell[]): void {
    const top = this.pdf.y;
    const height = this.rowHeight(cells);
    this.artifact(() => {
      for (const cell of cells) this.cell(cell, top);
    });
    this.pdf.y = top + height;
  }

  rowHeight(cells: readonly Cell[]): number {
    const heights = cells.map((cell) => {
      this.use(cell);
      return this.heightOf(this.clean(cell.text), cell.width);
    });
    return Math.max(...heights) + 3;
  }

  /** A line over some of the width. */
  rule(x = this.left, width = this.width, weight = 0.5, color = RULE): void {
    const y = this.pdf.y;
    this.artifact(() => {
      this.pdf
        .lineWidth(weight)
        .strokeColor(color)
        .moveTo(x, y)
        .lineTo(x + width, y)
        .stroke();
    });
    this.pdf.y = y + 3;
  }

  /** Draws what is no content. `type` as PDF knows it. */
  artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.pdf.markContent('Artifact', { type });
    draw();
    this.pdf.endMarkedContent();
  }

  /** One line or a small block at a place of its own; where the pen stands does not change. */
  at(
    text: string,
    x: number,
    y: number,
    options: Look & { width: number; align?: 'left' | 'right'; height?: number },
  ): void {
    const { pdf } = this;
    const { x: oldX, y: oldY } = pdf;
    const { width, align = 'left', height } = options;
    this.use(options);
    pdf.text(this.clean(text), x, y, {
      width,
      align,
      lineGap: 0,
      ...(height === undefined ? {} : { height, ellipsis: '…' }),
    });
    pdf.x = oldX;
    pdf.y = oldY;
  }

  use({ bold = false, size = BODY_SIZE, color = BLACK }: Look = {}): void {
    this.pdf
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(color);
  }

  /** Turns the page when less than that is left. */
  keep(height: number): void {
    if (this.room() < height) this.pdf.addPage();
  }

  room(): number {
    return this.pdf.page.maxY() - this.pdf.y;
  }

  heightOf(text: string, width: number): number {
    return this.pdf.heightOfString(text, { width, lineGap: LINE_GAP });
  }

  /** The letter's fonts under the names that a library asks for. */
  nameFonts(regular: string, bold: string): void {
    this.pdf.registerFont(regular, fontSource(this.typeface.regular));
    this.pdf.registerFont(bold, fontSource(this.typeface.bold));
  }

  clean(text: string): string {
    return printableIn(this.typeface, text);
  }

  close(): void {
    this.root.end();
  }

  private lineHeight(): number {
    return this.pdf.currentLineHeight(true) + LINE_GAP;
  }

  private cell({ text, x, width, align = 'left', ...look }: Cell, top: number): void {
    this.use(look);
    this.pdf.text(this.clean(text), x, top, { width, align, lineGap: LINE_GAP });
  }
}
