import { Encoding } from '../encoding.ts';
import type { AmountGuess } from './amounts.ts';
import type { GuessKind, Table } from './header.ts';
import { type Dates, isAre, type Line, MAIN_DATE, quoted } from './lines.ts';
import { type Places, type Sides, valuesOf } from './places.ts';
import type { Sample } from './sample.ts';

/** As DATEV's batches begin; the fiscal year's first day is their field 13. */
const DATEV = /^"?(EXTF|DTVF)"?;/;
const FISCAL_YEAR = { line: 1, field: 13 };

export function encodingLine({ encoding }: Sample): Line[] {
  return encoding === Encoding.UTF_8 ? [] : [{ key: 'encoding', value: encoding }];
}

/** Columns find a header again where its line changes; where a line above is looked at, it is counted. */
export function headerLines(table: Table, places: Places, sides: Sides | undefined): Line[] {
  const { above, names } = table;
  if (above.length === 0) return [];
  const named = [...new Set([...places.values(), ...Object.values(sides ?? {})])].sort((a, b) => a - b);
  const has = named
    .map((index) => names[index] ?? '')
    .filter((name) => name !== '')
    .slice(0, 3);
  if (DATEV.test(above[0] ?? '') || has.length < 2) return [{ key: 'linesAbove', value: above.length }];
  return [{ key: 'headerHas', value: has, comment: `line ${above.length + 1} here` }];
}

export function dateLines(
  kind: GuessKind,
  table: Table,
  dates: Dates,
  year: number,
  unclear: string[],
): Line[] {
  const main = dates.get(MAIN_DATE[kind]);
  if (main === undefined) return [];
  const lines: Line[] = main.pattern === 'YYYY-MM-DD' ? [] : [{ key: 'dates', value: main.pattern }];
  for (const [field, { pattern, orElse, strange }] of dates) {
    if (orElse !== undefined) {
      unclear.push(`${field}: its dates can be ${pattern} as well as ${orElse}; ${pattern} was taken`);
    }
    if (strange.length > 0) {
      unclear.push(`${field}: ${quoted(strange)} ${isAre(strange.length)} not written as ${pattern}`);
    }
  }
  const hasNoYear = [...dates].some(([field, { hasYear }]) => !hasYear && field !== 'dueOn');
  if (!hasNoYear) return lines;
  if (DATEV.test(table.above[0] ?? '')) {
    return [...lines, { key: 'year', value: FISCAL_YEAR, comment: 'the beginning of the fiscal year' }];
  }
  unclear.push(`dates have no year, and ${year} was taken; write the year that the file is about`);
  return [...lines, { key: 'year', value: year, comment: 'guessed: check it' }];
}

export function amountLines(amounts: AmountGuess | undefined, unclear: string[]): Line[] {
  if (amounts === undefined) return [];
  const { decimalSign, thousands, units, strange } = amounts;
  if (strange.length > 0)
    unclear.push(`amount: ${quoted(strange)} ${isAre(strange.length)} no amount written like the others`);
  return [
    ...(decimalSign === '.' ? [] : [{ key: 'decimalSign', value: decimalSign }]),
    ...(thousands === undefined ? [] : [{ key: 'thousands', value: thousands }]),
    ...(units.length === 0 ? [] : [{ key: 'units', value: units }]),
  ];
}

/** Headings and totals of reports have no number of an invoice. */
export function whereLines(kind: GuessKind, table: Table, places: Places): Line[] {
  const field = kind === 'invoices' ? 'number' : kind === 'payments' ? 'invoice' : 'customer';
  const index = places.get(field);
  if (index === undefined) return [];
  const values = valuesOf(table, index);
  const blank = values.filter((value) => value === '').length;
  if (blank === 0 || blank === values.length) return [];
  const comment = `leaves out ${blank} of the ${values.length} rows looked at, such as headings and totals`;
  return [{ key: 'where', value: { [table.names[index] ?? '']: { blank: false } }, comment }];
}
