import type { Colors } from './colors.ts';
import { fittedWidths, wrapped } from './fit-columns.ts';
import { type Column, Format } from './result-format.ts';

/** Widths are measured on this many rows; a later cell that is wider is broken into lines. */
const MEASURED_ROWS = 200;
const GAP = '  ';

/** A cell, or one with a colour; colours are put on last, so that no text of a ledger can bring its own. */
export type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

/** Where a table is written: how, how wide, in which colours, and line by line. */
interface Sheet {
  readonly format: Format;
  readonly width: number;
  readonly colors: Colors;
  line(text?: string): Promise<void>;
}

/**
 * Writes rows as they come, so that a list of any size takes no more memory than its first rows. On a terminal
 * that is too narrow cells are broken into lines, and where even that does not fit each row becomes a block.
 */
export class TableWriter {
  private readonly output: Sheet;
  private readonly columns: readonly Column[];
  private waiting: Cell[][] | null = [];
  /** Null when the columns do not fit side by side. */
  private widths: readonly number[] | null = [];

  constructor(output: Sheet, columns: readonly Column[]) {
    this.output = output;
    this.columns = columns;
  }

  async row(cells: readonly Cell[]): Promise<void> {
    const clean = cells.map(cleaned);
    if (this.waiting === null) return this.print(clean);
    this.waiting.push(clean);
    if (this.waiting.length >= MEASURED_ROWS) await this.flush();
  }

  async end(): Promise<void> {
    await this.flush();
  }

  private async flush(): Promise<void> {
    const rows = this.waiting;
    if (rows === null) return;
    this.waiting = null;
    this.widths = this.widthsFor(rows);
    const titles = this.columns.map((column) => column.title);
    const { dim } = this.output.colors;
    if (this.output.format !== Format.PRETTY) await this.print(titles);
    else if (this.widths !== null) await this.print(titles.map((text) => ({ text, paint: dim })));
    for (const row of rows) await this.print(row);
  }

  private widthsFor(rows: readonly Cell[][]): readonly number[] | null {
    const wanted = this.columns.map(({ title, align }, index) => ({
      natural: Math.max(...[title, ...rows.map((row) => textOf(row[index] ?? ''))].map(widthOf)),
      title: widthOf(title),
      mayWrap: align !== 'right',
    }));
    return fittedWidths(wanted, GAP.length, this.output.width);
  }

  private async print(cells: readonly Cell[]): Promise<void> {
    if (this.output.format !== Format.PRETTY) return this.output.line(cells.map(textOf).join('\t'));
    if (this.widths === null) return this.printBlock(cells);
    const widths = this.widths;
    const lines = cells.map((cell, index) => wrapped(textOf(cell), widths[index] ?? 0));
    const height = Math.max(1, ...lines.map((one) => one.length));
    for (let at = 0; at < height; at++) {
      const parts = cells.map((cell, index) => this.aligned(cell, lines[index]?.[at] ?? '', index));
      await this.output.line(parts.join(GAP).trimEnd());
    }
  }

  private aligned(cell: Cell, text: string, index: number): string {
    const space = ' '.repeat(Math.max(0, (this.widths?.[index] ?? 0) - widthOf(text)));
    const painted = paintedAs(cell, text);
    return this.columns[index]?.align === 'right' ? space + painted : painted + space;
  }

  /** One line for each cell that says something, under its title. */
  private async printBlock(cells: readonly Cell[]): Promise<void> {
    const title = Math.max(...this.columns.map((column) => widthOf(column.title)));
    const { dim } = this.output.colors;
    for (const [index, cell] of cells.entries()) {
      if (textOf(cell) === '') continue;
      const name = dim((this.columns[index]?.title ?? '').padEnd(title));
      const [first, ...rest] = wrapped(textOf(cell), Math.max(1, this.output.width - title - GAP.length));
      await this.output.line(name + GAP + paintedAs(cell, first ?? ''));
      for (const line of rest) await this.output.line(' '.repeat(title) + GAP + paintedAs(cell, line));
    }
    await this.output.line();
  }
}

function paintedAs(cell: Cell, text: string): string {
  return typeof cell === 'string' || text === '' ? text : cell.paint(text);
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

function cleaned(cell: Cell): Cell {
  return typeof cell === 'string' ? oneLine(cell) : { ...cell, text: oneLine(cell.text) };
}

function widthOf(text: string): number {
  return [...text].length;
}

/** A name out of a ledger may hold anything: one cell stays one cell, and no control code reaches a terminal. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '');
}
