import { type Day, dayFrom, formatDay } from '../domain/kernel/day.ts';

/** A way of writing dates. */
export interface DateFormat {
  /** As people write it: `DD.MM.YYYY`. */
  readonly pattern: string;
  /** False for days whose year stands elsewhere, such as DATEV's `0110`. */
  readonly hasYear: boolean;
  /** True for years of two digits. */
  readonly isShort: boolean;
  /**
   * Reads a date; undefined when the text is none of this format or of the calendar. A date without a year is the
   * first such day on or after `since`.
   */
  readonly read: (text: string, since?: Day) => Day | undefined;
  /** The last day of a year in this format, for messages. */
  readonly example: string;
}

const TOKEN = /YYYY|YY|MM|M|DD|D/g;
const TOKEN_SHAPE: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<short>\\d{2})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
};
const SIGNS = /^[-./ ]*$/;
/** Years of two digits are those of the hundred years that begin here: what a ledger of today may hold. */
export const TWO_DIGIT_YEARS_FROM = 1970;
/** 29 February comes again after eight years at the latest (1896 and 1904, 2096 and 2104). */
const LEAP_GAP = 8;

/** The format that a pattern of YYYY or YY, MM or M, DD or D describes; a text that says why when it describes none. */
export function dateFormat(pattern: string, twoDigitYearsFrom = TWO_DIGIT_YEARS_FROM): DateFormat | string {
  const found = [...pattern.matchAll(TOKEN)];
  const tokens: readonly string[] = found.map(([token]) => token);
  const count = (...names: string[]) => tokens.filter((token) => names.includes(token)).length;
  const years = count('YYYY', 'YY');
  if (tokens.length !== years + 2 || years > 1 || count('MM', 'M') !== 1 || count('DD', 'D') !== 1) {
    return 'is no date format; use MM (or M) and DD (or D) once each, and YYYY or YY unless the year stands elsewhere, such as DD.MM.YYYY';
  }
  if (!SIGNS.test(pattern.replace(TOKEN, ''))) {
    return 'has other letters between its parts; use - . / or spaces, such as DD.MM.YYYY';
  }
  const touching = found.some(({ index, 0: token }, i) => index + token.length === found[i + 1]?.index);
  if (touching && count('M', 'D') > 1) {
    return 'cannot be told apart without signs between its parts; write MM and DD';
  }
  const shape = pattern.replace(/[./]/g, '\\$&').replace(TOKEN, (token) => TOKEN_SHAPE[token] ?? token);
  const regex = new RegExp(`^${shape}$`);
  const example = pattern
    .replace('YYYY', '2026')
    .replace('YY', '26')
    .replace(/MM?/, '12')
    .replace(/DD?/, '31');
  return {
    pattern,
    example,
    hasYear: years === 1,
    isShort: count('YY') === 1,
    read: (text, since) => readWith(regex, text, twoDigitYearsFrom, since),
  };
}

function readWith(regex: RegExp, text: string, from: number, since: Day | undefined): Day | undefined {
  const parts = regex.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const { year, short, month, day } = parts;
  if (year !== undefined) return dayFrom(Number(year), Number(month), Number(day));
  if (short !== undefined) return dayFrom(withinCentury(Number(short), from), Number(month), Number(day));
  return since === undefined ? undefined : firstSince(since, Number(month), Number(day));
}

function withinCentury(short: number, from: number): number {
  return from + ((((short - from) % 100) + 100) % 100);
}

function firstSince(since: Day, month: number, dayOfMonth: number): Day | undefined {
  const first = Number(formatDay(since).slice(0, 4));
  for (let year = first; year <= first + LEAP_GAP; year++) {
    const day = dayFrom(year, month, dayOfMonth);
    if (day !== undefined && day >= since) return day;
  }
  return undefined;
}

/** Dates as all files have them unless a mapping says otherwise. */
export const ISO_DATES = dateFormat('YYYY-MM-DD') as DateFormat;
