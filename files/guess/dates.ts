import { type Day, dayFrom } from '../../domain/kernel/day.ts';
import { type DateFormat, dateFormat } from '../dates.ts';

/** What a column of dates looks like. */
export interface DateGuess {
  readonly pattern: string;
  readonly hasYear: boolean;
  /** The same values in another way, of another day: both are possible. */
  readonly orElse?: string;
  /** Values that are none of this format. */
  readonly strange: readonly string[];
}

/** In the order in which they are preferred where several read all values. */
const PATTERNS = [
  'YYYY-MM-DD',
  'DD.MM.YYYY',
  'DD-MM-YYYY',
  'DD/MM/YYYY',
  'MM/DD/YYYY',
  'D.M.YYYY',
  'D-M-YYYY',
  'D/M/YYYY',
  'M/D/YYYY',
  'YYYY/MM/DD',
  'YYYY.MM.DD',
  'YYYYMMDD',
  'DDMMYYYY',
  'DD.MM.YY',
  'DD-MM-YY',
  'DD/MM/YY',
  'MM/DD/YY',
  'D.M.YY',
  'D/M/YY',
  'M/D/YY',
  'YY-MM-DD',
  'DDMMYY',
  'YYMMDD',
  'D. M. YYYY',
  'DDMM',
  'DMM',
];
const FORMATS = PATTERNS.map((pattern) => dateFormat(pattern)) as readonly DateFormat[];
const SINCE = dayFrom(2020, 1, 1) ?? 0;
const FIRST = dayFrom(1980, 1, 1) ?? 0;
const LAST = dayFrom(2060, 1, 1) ?? 0;
/** A column may have a total or a heading among its dates. */
const ENOUGH = 0.7;

/** The format that reads the values of a column; undefined when they are no dates. */
export function guessDates(values: readonly string[]): DateGuess | undefined {
  const written = values.filter((value) => value !== '');
  if (written.length === 0) return undefined;
  const reads = FORMATS.map((format) => ({
    format,
    days: written.map((text) => plausible(format.read(text, SINCE))),
  }));
  const counted = reads.map(({ format, days }) => ({
    format,
    days,
    read: days.filter((day) => day !== undefined).length,
  }));
  const most = Math.max(...counted.map(({ read }) => read));
  if (most < written.length * ENOUGH) return undefined;
  const [best, ...others] = counted.filter(({ read }) => read === most);
  if (best === undefined) return undefined;
  const other = others.find(({ days }) => days.some((day, i) => day !== best.days[i]));
  const strange = written.filter((_, i) => best.days[i] === undefined);
  const { pattern, hasYear } = best.format;
  return { pattern, hasYear, strange, ...(other === undefined ? {} : { orElse: other.format.pattern }) };
}

function plausible(day: Day | undefined): Day | undefined {
  return day !== undefined && day >= FIRST && day <= LAST ? day : undefined;
}
