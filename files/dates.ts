import { type Day, dayFrom } from '../domain/day.ts';

/** A way of writing dates. */
export interface DateFormat {
  /** As people write it: `DD.MM.YYYY`. */
  readonly pattern: string;
  /** Reads a date; undefined when the text is none of this format or of the calendar. */
  readonly read: (text: string) => Day | undefined;
  /** The last day of a year in this format, for messages. */
  readonly example: string;
}

const TOKEN = /YYYY|YY|MM|M|DD|D/g;
const TOKEN_SHAPE: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
};
const SIGNS = /^[-./ ]*$/;

/** The format that a pattern of YYYY, MM or M, DD or D describes; a text that says why when it describes none. */
export function dateFormat(pattern: string): DateFormat | string {
  const found = [...pattern.matchAll(TOKEN)];
  const tokens: readonly string[] = found.map(([token]) => token);
  const once = (...names: string[]) => tokens.filter((token) => names.includes(token)).length === 1;
  if (tokens.includes('YY')) return 'has a year of two digits, which can mean two centuries; write YYYY';
  if (tokens.length !== 3 || !once('YYYY') || !once('MM', 'M') || !once('DD', 'D')) {
    return 'is no date format; use YYYY, MM (or M) and DD (or D) once each, such as DD.MM.YYYY';
  }
  if (!SIGNS.test(pattern.replace(TOKEN, ''))) {
    return 'has other letters between its parts; use - . / or spaces, such as DD.MM.YYYY';
  }
  const touching = found.some(({ index, 0: token }, i) => index + token.length === found[i + 1]?.index);
  if (touching && (tokens.includes('M') || tokens.includes('D'))) {
    return 'cannot be told apart without signs between its parts; write MM and DD';
  }
  const shape = pattern.replace(/[./]/g, '\\$&').replace(TOKEN, (token) => TOKEN_SHAPE[token] ?? token);
  const regex = new RegExp(`^${shape}$`);
  const example = pattern.replace('YYYY', '2026').replace(/MM?/, '12').replace(/DD?/, '31');
  return { pattern, example, read: (text) => readWith(regex, text) };
}

function readWith(regex: RegExp, text: string): Day | undefined {
  const parts = regex.exec(text)?.groups;
  return parts ? dayFrom(Number(parts.year), Number(parts.month), Number(parts.day)) : undefined;
}

/** Dates as all files have them unless a mapping says otherwise. */
export const ISO_DATES = dateFormat('YYYY-MM-DD') as DateFormat;
