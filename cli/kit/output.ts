import { once } from 'node:events';
import pc from 'picocolors';
import type { Colors } from './colors.ts';
import { type Column, Format } from './result-format.ts';
import { TableWriter } from './table.ts';

/**
 * Where a command writes: the result, and nothing else, to standard output; all else to standard error.
 *
 * Colours are for terminals only, each stream for itself.
 */
export class Output {
  readonly format: Format;
  readonly colors: Colors;
  private readonly notes: Colors;

  constructor(json: boolean) {
    this.format = json ? Format.JSON : process.stdout.isTTY ? Format.PRETTY : Format.PLAIN;
    this.colors = pc.createColors(this.format === Format.PRETTY && wantsColor());
    this.notes = pc.createColors(process.stderr.isTTY === true && wantsColor());
  }

  /** How many characters a line may have; a file or another program takes any. */
  get width(): number {
    return this.format === Format.PRETTY
      ? process.stdout.columns || Number.POSITIVE_INFINITY
      : Number.POSITIVE_INFINITY;
  }

  get isJson(): boolean {
    return this.format === Format.JSON;
  }

  /** Text of the result; waits while the reader is slow. */
  async write(text: string): Promise<void> {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  }

  async line(text = ''): Promise<void> {
    await this.write(`${text}\n`);
  }

  async json(value: unknown): Promise<void> {
    await this.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** A table written as its rows come; aligned for people, tab-separated otherwise. */
  table(columns: readonly Column[]): TableWriter {
    return new TableWriter(this, columns);
  }

  /** A table of words, all aligned left; returns how many lines there were. */
  async rows(
    titles: readonly string[],
    lines: Iterable<readonly string[]> | AsyncIterable<readonly string[]>,
  ): Promise<number> {
    const table = this.table(titles.map((title) => ({ title })));
    let written = 0;
    for await (const line of lines) {
      await table.row(line);
      written += 1;
    }
    await table.end();
    return written;
  }

  /** A heading between tables; only people need it. */
  async heading(text: string): Promise<void> {
    if (this.format === Format.PRETTY) await this.line(`\n${this.colors.bold(text)}`);
  }

  /** A word that is no part of the result. */
  note(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  warn(text: string): void {
    process.stderr.write(`${this.notes.yellow(text)}\n`);
  }
}

function wantsColor(): boolean {
  return process.env.NO_COLOR === undefined || process.env.NO_COLOR === '';
}
