import { listed } from '../config/fields.ts';
import { NOT_UTF8 } from '../config/text.ts';
import type { Columns } from './columns.ts';
import type { RowProblem } from './item.ts';
import type { Reader } from './values.ts';

/** Reads the fields of one row and gathers what is wrong with them, so that all of it is told at once. */
export class RowReader {
  readonly problems: RowProblem[] = [];
  readonly #columns: Columns;
  readonly #cells: readonly string[];
  readonly #fallbacks: ReadonlyMap<string, string>;

  constructor(columns: Columns, cells: readonly string[], fallbacks: ReadonlyMap<string, string>) {
    this.#columns = columns;
    this.#cells = cells;
    this.#fallbacks = fallbacks;
  }

  /** The field's value; undefined when it was refused or is blank, which is then a problem too. */
  required<T>(field: string, read: Reader<T>): T | undefined {
    if (this.isBlank(field)) {
      this.refuse(field, 'is blank; every row needs it');
      return undefined;
    }
    return this.optional(field, read);
  }

  /** The field's value; undefined when it is blank, its column is not there, or it was refused. */
  optional<T>(field: string, read: Reader<T>): T | undefined {
    const text = this.#mapped(field);
    if (text === undefined || text === '') return undefined;
    if (text.includes('\uFFFD')) {
      this.refuse(field, NOT_UTF8);
      return undefined;
    }
    const result = read(text);
    if ('value' in result) return result.value;
    this.refuse(field, result.reason);
    return undefined;
  }

  isBlank(field: string): boolean {
    return this.#written(field) === '';
  }

  refuse(field: string, reason: string): void {
    const place = this.#columns.get(field);
    const column = place !== undefined && 'index' in place ? place.column : undefined;
    const value = this.#written(field);
    this.problems.push({ field, value, reason, ...(column === undefined ? {} : { column }) });
  }

  /** The text as the file has it; spaces around it are no part of it. */
  #written(field: string): string {
    const place = this.#columns.get(field);
    const text =
      place === undefined ? '' : 'always' in place ? place.always : (this.#cells[place.index] ?? '').trim();
    return text === '' ? (this.#fallbacks.get(field) ?? '') : text;
  }

  /** The text after the mapping's list of values; undefined when it is not on the list, which is a problem. */
  #mapped(field: string): string | undefined {
    const text = this.#written(field);
    const place = this.#columns.get(field);
    const values = place !== undefined && 'values' in place ? place.values : undefined;
    if (values === undefined) return text;
    const value = values.get(text.toLowerCase());
    if (value !== undefined || text === '') return value ?? '';
    this.refuse(field, `is not among the values of the mapping; it lists ${listed([...values.keys()])}`);
    return undefined;
  }
}
