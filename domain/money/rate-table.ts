import { parseRate, type Rate } from './rate.ts';
import { type Table, table, type WrittenTable } from './table.ts';

/** A table of rates, written in percent. */
export function rateTable(written: WrittenTable<string>): Table<Rate> {
  const { rows, ...rest } = table(written);
  return { ...rest, rows: rows.map((row) => ({ ...row, value: percent(row.value) })) };
}

function percent(text: string): Rate {
  const parsed = parseRate(text);
  if (!parsed.ok) throw new RangeError(`${text} ${parsed.reason}`);
  return parsed.rate;
}

interface Computed {
  readonly name: string;
  readonly law: string;
  /** What comes on top of the reference rate, in percentage points. */
  readonly points: string;
  readonly isRoundedUpToHalf?: boolean;
  readonly source: string;
}

/** The rates of a law that adds points to a reference rate. */
export function computedRates(
  reference: Table<Rate>,
  { points, isRoundedUpToHalf = false, source, ...named }: Computed,
): Table<Rate> {
  const rows = reference.rows.map((row) => ({
    ...row,
    value: (isRoundedUpToHalf ? roundedUpToHalf(row.value) : row.value) + percent(points),
    source,
  }));
  return { ...reference, ...named, rows };
}

function roundedUpToHalf(rate: Rate): Rate {
  const half = percent('0.5');
  return Math.ceil(rate / half) * half;
}
