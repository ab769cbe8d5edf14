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
