import { currencyProblem } from '../config/currency.ts';
import { listed } from '../config/fields.ts';
import { didYouMean } from '../config/nearest.ts';
import { type Day, dayFrom } from '../domain/kernel/day.ts';
import { formatAmount, parseAmount } from '../domain/kernel/money.ts';
import type { DateFormat } from './dates.ts';
import { fitsCurrency, type NumberFormat, readNumber } from './numbers.ts';

/** A value read from a field's text, or why it was refused and what would be right. */
type Read<T> = { readonly value: T } | { readonly reason: string };

/** Reads the text of a field; the text is never blank and has no spaces around it. */
export type Reader<T> = (text: string) => Read<T>;

const CONTROL = /[\p{Cc}\u2028\u2029]/u;
const CONTROL_BUT_BREAKS = /(?![\r\n\t])[\p{Cc}]/u;
const FIRST_DAY = dayFrom(1900, 1, 1) ?? 0;
const LAST_DAY = dayFrom(2199, 12, 31) ?? 0;

/** A code such as an invoice number: any characters but control characters, at most 200. */
export const code: Reader<string> = (text) => withoutControl(text, CONTROL, 200);

/** A text in one line. */
export const line: Reader<string> = (text) => withoutControl(text, CONTROL, 500);

/** A text that may have several lines. */
export const lines: Reader<string> = (text) => withoutControl(text, CONTROL_BUT_BREAKS, 1000);

function withoutControl(text: string, forbidden: RegExp, longest: number): Read<string> {
  if (text.length > longest) return { reason: `has ${text.length} characters; at most ${longest} are taken` };
  const match = forbidden.exec(text);
  if (match === null) return { value: text };
  const number = match[0].codePointAt(0) ?? 0;
  const name = /[\r\n]/.test(match[0]) ? 'a line break' : `the control character 0x${number.toString(16)}`;
  return { reason: `has ${name} in it; take it out` };
}

/** A date in the file's format, of a year in which an invoice can be; without a year the first such day `since`. */
export function day(format: DateFormat, since?: Day): Reader<Day> {
  return (text) => {
    const value = format.read(text, since);
    if (value === undefined) {
      return { reason: `is no date in the form ${format.pattern}; write one like ${format.example}` };
    }
    if (value < FIRST_DAY || value > LAST_DAY) {
      return { reason: 'is outside the years 1900 to 2199; leave the field blank if there is no such day' };
    }
    return { value };
  };
}

/**
 * An amount in minor units, with its sign.
 *
 * Without a currency nothing can be said of its decimals; the row is refused for the currency then.
 */
export function amount(format: NumberFormat, currency: string | undefined): Reader<number> {
  return (text) => {
    const number = readNumber(text, format);
    if (number === undefined) return { reason: noAmount(text, format) };
    if (currency === undefined) return { value: 0 };
    if (number.unit !== undefined && !fitsCurrency(number.unit, currency)) {
      return { reason: `is written in ${number.unit}, and the row's currency is ${currency}` };
    }
    const parsed = parseAmount(number.plain, currency);
    return parsed.ok ? { value: parsed.minor } : { reason: parsed.reason };
  };
}

function noAmount(text: string, { decimalSign, thousands, units = [] }: NumberFormat): string {
  const between = thousands === undefined ? 'no separator' : JSON.stringify(thousands);
  const example = formatAmount(12_345, 'EUR').replace('.', decimalSign);
  const letters = /\p{L}[\p{L}.]*|\p{Sc}/u.exec(text)?.[0];
  const unit =
    letters === undefined || units.includes(letters)
      ? ''
      : `; units: [${letters}] reads amounts with ${letters}`;
  return `is no amount with decimal sign "${decimalSign}" and ${between} between thousands; write one like ${example}${unit}`;
}

const FLAGS: Readonly<Record<string, boolean>> = {
  yes: true,
  true: true,
  1: true,
  no: false,
  false: false,
  0: false,
};

export const flag: Reader<boolean> = (text) => {
  const key = text.toLowerCase();
  const value = Object.hasOwn(FLAGS, key) ? FLAGS[key] : undefined;
  return value === undefined
    ? { reason: 'is neither yes nor no; write yes, no, true, false, 1 or 0' }
    : { value };
};

/** One of a closed set of words. */
export function word<const Word extends string>(words: readonly Word[]): Reader<Word> {
  return (text) => {
    const value = words.find((candidate) => candidate === text);
    if (value !== undefined) return { value };
    return { reason: `is not known here; write ${listed(words)}${didYouMean(text, words)}` };
  };
}

export const currency: Reader<string> = (text) => {
  const reason = currencyProblem(text);
  return reason === undefined ? { value: text } : { reason };
};

export const email: Reader<string> = (text) =>
  /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+$/.test(text) && text.length <= 254
    ? { value: text }
    : { reason: 'is no e-mail address; write one like ann@example.com' };

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** A debtor may live in any country, not only in those whose holidays are known. */
export const country: Reader<string> = (text) =>
  /^[A-Z]{2}$/.test(text) && regions.of(text) !== undefined
    ? { value: text }
    : { reason: 'is no country; write the two capital letters of ISO 3166 such as NL' };

/** Any language: letters fall back to the creditor's where it has no templates. */
export const language: Reader<string> = (text) =>
  /^[a-z]{2,3}([-_][A-Za-z]{2,4})?$/.test(text)
    ? { value: text }
    : { reason: 'is no language; write its code such as nl or de-CH' };
