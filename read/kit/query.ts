import { didYouMean } from '../../config/nearest.ts';
import { type Day, formatDay, parseDay } from '../../domain/kernel/day.ts';

/**
 * A field that a question may have, such as a filter of a list. Its type, the options of the command line and what
 * is refused follow from it.
 */
export type QueryField =
  | { readonly kind: 'flag'; readonly about: string }
  | {
      readonly kind: 'word' | 'words';
      readonly of: readonly string[];
      readonly called: string;
      readonly about: string;
    }
  | {
      readonly kind: 'text' | 'day' | 'amount';
      /** What stands for its value in help. */
      readonly called: string;
      readonly about: string;
    };
export type QueryFields = Readonly<Record<string, QueryField>>;

type Asked<Field> = Field extends { readonly kind: 'flag' }
  ? boolean
  : Field extends { readonly kind: 'words'; readonly of: readonly (infer Word)[] }
    ? readonly Word[]
    : Field extends { readonly kind: 'word'; readonly of: readonly (infer Word)[] }
      ? Word
      : Field extends { readonly kind: 'day' }
        ? Day
        : string;

/** A question with these fields; what is left out does not restrict. */
export type Query<Fields extends QueryFields> = {
  readonly [Name in keyof Fields]?: Asked<Fields[Name]> | undefined;
};

/** True when any of the fields was asked for. */
export function isNarrowed<Fields extends QueryFields>(fields: Fields, query: Query<Fields>): boolean {
  return Object.keys(fields).some((name) => query[name] !== undefined);
}

/** A value that was read, or what would be right. */
export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string };

/** Reads a date as local ISO day. */
export function readDay(text: string): Read<Day> {
  const day = parseDay(text);
  if (day === undefined) return { ok: false, reason: `Write a date like ${formatDay(20_513)}.` };
  return { ok: true, value: day };
}

/** Reads one of a closed set of words, however it is written. */
export function readWord<Word extends string>(words: readonly Word[], text: string): Read<Word> {
  const plain = (word: string) => word.toLowerCase().replaceAll(/[\s_-]/g, '');
  const value = words.find((word) => plain(word) === plain(text));
  if (value !== undefined) return { ok: true, value };
  return { ok: false, reason: `Write one of ${words.join(', ')}${didYouMean(text, words) || '.'}` };
}

/** Reads an amount of money, and leaves to its currency how many decimals it may have. */
export function readDecimal(text: string): Read<string> {
  if (/^\d{1,15}(\.\d{1,4})?$/.test(text)) return { ok: true, value: text };
  const reason = 'Write a decimal such as 50.00, with a point and without thousands separators.';
  return { ok: false, reason };
}
