import { type Day, dayFrom, formatDay, parseDay } from '../domain/kernel/day.ts';
import { cellsOf } from './above-header.ts';
import type { FileMapping } from './mapping.ts';

/**
 * The day from which dates without a year count: the year's first, or the day that a line above the header names,
 * such as the beginning of DATEV's fiscal year. A text says why there is none.
 */
export function yearOf(
  { year, separator, dates }: FileMapping,
  above: readonly string[],
): Day | string | undefined {
  if (year === undefined) return undefined;
  if ('year' in year) return dayFrom(year.year, 1, 1);
  const { line, field } = year;
  const text = cellsOf(above[line - 1] ?? '', separator)[field - 1] ?? '';
  const day = firstDay(text) ?? dates.read(text);
  if (day !== undefined) return day;
  const said = text === '' ? 'is blank' : `says ${JSON.stringify(text.slice(0, 40))}`;
  return `line ${line}, field ${field} ${said}, and year looks there for a year or date such as ${formatDay(dayFrom(2026, 1, 1) ?? 0)} or 20260101`;
}

function firstDay(text: string): Day | undefined {
  const [, year, month, day] = /^(\d{4})(?:(\d{2})(\d{2}))?$/.exec(text) ?? [];
  return year === undefined ? parseDay(text) : dayFrom(Number(year), Number(month ?? 1), Number(day ?? 1));
}
