import { type BrokenRule, type Fields, fields } from '../config/broken-rule.ts';
import { currencyProblem } from '../config/currency.ts';
import { dateFormat, ISO_DATES } from './dates.ts';
import { FILE_FIELDS } from './fields.ts';

/** The rules of a mapping file that look at more than one field. */
export function brokenMappingRules(file: unknown): BrokenRule[] {
  const sections = fields(file);
  const kinds = Object.keys(FILE_FIELDS).filter((kind) => sections[kind] !== undefined);
  if (Object.keys(sections).length === 0) {
    return [{ path: [], reason: `maps nothing; write a section ${Object.keys(FILE_FIELDS).join(', ')}` }];
  }
  return kinds.flatMap((kind) => {
    const section = fields(sections[kind]);
    return [...signRules(kind, section), ...headerRules(kind, section), ...yearRules(kind, section)];
  });
}

function signRules(kind: string, { thousands, decimalSign = '.', columns }: Fields): BrokenRule[] {
  const broken: BrokenRule[] = [];
  if (thousands !== undefined && thousands === decimalSign) {
    broken.push({ path: [kind, 'thousands'], reason: 'is the decimal sign too; they must differ' });
  }
  const { always } = fields(fields(columns).currency);
  const reason = typeof always === 'string' ? currencyProblem(always) : undefined;
  if (reason !== undefined) broken.push({ path: [kind, 'columns', 'currency', 'always'], reason });
  return broken;
}

function headerRules(kind: string, { linesAbove, headerHas, year }: Fields): BrokenRule[] {
  const broken: BrokenRule[] = [];
  if (linesAbove !== undefined && headerHas !== undefined) {
    const reason = 'stands beside headerHas; one of them says where the header is';
    broken.push({ path: [kind, 'linesAbove'], reason });
  }
  const { line } = fields(year);
  const above = headerHas === undefined ? (linesAbove ?? 0) : undefined;
  if (typeof line === 'number' && typeof above === 'number' && line > above) {
    const reason = `is no line above the header, of which there are ${above}; say so with linesAbove`;
    broken.push({ path: [kind, 'year', 'line'], reason });
  }
  return broken;
}

/** A due date without a year is the first such day after the invoice's; the others need to be told theirs. */
const KNOWS_ITS_YEAR = 'dueOn';

function yearRules(kind: string, section: Fields): BrokenRule[] {
  const broken: BrokenRule[] = [];
  const columns = fields(section.columns);
  const written: [readonly (string | number)[], string, unknown][] = [
    [[kind, 'dates'], '', section.dates ?? ISO_DATES.pattern],
    ...Object.entries(columns).map(([field, source]): [readonly (string | number)[], string, unknown] => [
      [kind, 'columns', field, 'dates'],
      field,
      fields(source).dates,
    ]),
  ];
  for (const [path, field, pattern] of written) {
    const format = typeof pattern === 'string' ? dateFormat(pattern) : undefined;
    if (format === undefined || typeof format === 'string') continue;
    if (!format.hasYear && section.year === undefined && field !== KNOWS_ITS_YEAR) {
      const reason =
        'has no year; write year: 2026, or year: { line: 1, field: 13 } when a line above has it';
      broken.push({ path, reason });
    }
    const isBirthDate = field === 'birthDate' || (field === '' && 'birthDate' in columns);
    if (format.isShort && isBirthDate && section.twoDigitYearsFrom === undefined) {
      const reason = 'has years of two digits, and people are older than that; write twoDigitYearsFrom: 1926';
      broken.push({ path, reason });
    }
  }
  return broken;
}
