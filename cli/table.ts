import type { Output } from './output.ts';
import { type Column, Format } from './result-format.ts';

/** Widths are measured on this many rows; a later cell that is wider pushes its line out. */
const MEASURED_ROWS = 200;
const GAP = '  ';

/** A cell, or one with a colour; colours are put on last, so that no text of a ledger can bring its own. */
export type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

/** Writes rows as they come, so that a list of any size takes no more memory than its first rows. */
export class TableWriter {
  private readonly output: Output;
  private readonly columns: readonly Column[];
  private waiting: Cell[][] | null = [];
  private widths: number[] = [];

  constructor(output: Output, columns: readonly Column[]) {
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
    const titles = this.columns.map((column) => column.title);
    this.widths = titles.map((title, index) =>
      Math.max(...[title, ...rows.map((row) => row[index] ?? '')].map((cell) => widthOf(textOf(cell)))),
    );
    const isPretty = this.output.format === Format.PRETTY;
    const dim = this.output.colors.dim;
    await this.print(isPretty ? titles.map((text) => ({ text, paint: dim })) : titles);
    for (const row of rows) await this.print(row);
  }

  private async print(cells: readonly Cell[]): Promise<void> {
    if (this.output.format !== Format.PRETTY) return this.output.line(cells.map(textOf).join('\t'));
    const padded = cells.map((cell, index) => {
      const space = ' '.repeat(Math.max(0, (this.widths[index] ?? 0) - widthOf(textOf(cell))));
      const painted = typeof cell === 'string' ? cell : cell.paint(cell.text);
      return this.columns[index]?.align === 'right' ? space + painted : painted + space;
    });
    await this.output.line(padded.join(GAP).trimEnd());
  }
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
