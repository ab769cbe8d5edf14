import { listed } from '../config/fields.ts';
import { whyNotKept } from '../domain/kernel/keepable.ts';
import type { Columns, Place } from './columns.ts';
import { Encoding, undecodable } from './encoding.ts';
import type { RowProblem } from './item.ts';
import type { SignWatch, UnnamedSign } from './unnamed-sign.ts';
import type { Reader } from './values.ts';

/** What the rows of a file have in common. */
export interface OfFile {
  readonly columns: Columns;
  /** What a field is where the file does not say. */
  readonly fallbacks: ReadonlyMap<string, string>;
  readonly encoding?: Encoding;
  readonly watch?: SignWatch;
}

/** Reads the fields of one row and gathers what is wrong with them, so that all of it is told at once. */
export class RowReader {
  readonly problems: RowProblem[] = [];
  readonly #file: OfFile;
  readonly #cells: readonly string[];

  constructor(file: OfFile, cells: readonly string[]) {
    this.#file = file;
    this.#cells = cells;
  }

  /** The column that speaks of debit or credit where the mapping does not, and what it says of this row. */
  get unnamedSign(): UnnamedSign | undefined {
    return this.#file.watch?.(this.#cells);
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
      this.refuse(field, undecodable(this.#file.encoding ?? Encoding.UTF_8));
      return undefined;
    }
    const whyNot = whyNotKept(text);
    if (whyNot !== undefined) {
      this.refuse(field, whyNot);
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
    const place = this.#file.columns.get(field);
    const column = place !== undefined && 'indexes' in place ? place.column : undefined;
    const value = this.#written(field);
    this.problems.push({ field, value, reason, ...(column === undefined ? {} : { column }) });
  }

  /** The text as the file has it; spaces around it are no part of it. */
  #written(field: string): string {
    const place = this.#file.columns.get(field);
    const text = place === undefined ? '' : this.#at(place);
    return text === '' ? (this.#file.fallbacks.get(field) ?? '') : text;
  }

  #at(place: Place): string {
    if ('always' in place) return place.always;
    const { indexes, join = ' ', after } = place;
    const [only] = indexes;
    // Nearly every field, a million times over.
    if (indexes.length === 1 && only !== undefined && after === undefined)
      return (this.#cells[only] ?? '').trim();
    const parts = indexes.map((index) => (this.#cells[index] ?? '').trim()).filter((part) => part !== '');
    const text = parts.join(join);
    return after === undefined ? text : wordAfter(text, after);
  }

  /** The text after the mapping's list of values; undefined when it is not on the list, which is a problem. */
  #mapped(field: string): string | undefined {
    const text = this.#written(field);
    const place = this.#file.columns.get(field);
    const values = place !== undefined && 'values' in place ? place.values : undefined;
    if (values === undefined) return text;
    const value = values.get(text.toLowerCase());
    if (value !== undefined || text === '') return value ?? '';
    this.refuse(field, `is not among the values of the mapping; it lists ${listed([...values.keys()])}`);
    return undefined;
  }
}

/** The word that follows a phrase, without the sentence's signs around it; blank where the phrase does not stand. */
function wordAfter(text: string, phrase: string): string {
  const at = text.toLowerCase().indexOf(phrase.toLowerCase());
  if (at < 0) return '';
  const [word = ''] = text
    .slice(at + phrase.length)
    .trimStart()
    .split(/\s/, 1);
  return word.replace(/^[("'#]+|[)"'.,;:!?]+$/g, '');
}
