import { didYouMean } from '../../config/nearest.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { WrongUse } from './failures.ts';
import { momentText } from './format.ts';
import type { Output } from './output.ts';

/** A moment and whose clock shows it: local time for people, UTC with its zone in JSON. */
export interface Moment {
  readonly at: Instant;
  readonly calendar: Calendar;
}

export type Value = string | number | boolean | Moment | null;

export function momentOf(at: Instant | null, calendar: Calendar): Moment | null {
  return at === null ? null : { at, calendar };
}

/** A column of a list, by what it shows of a row. */
export interface ListColumn<Listed> {
  readonly about: string;
  /** Minor units, written as a decimal of the row's currency. */
  readonly isMoney?: true;
  value(of: Listed): Value;
}

type Columns<Listed> = Readonly<Record<string, ListColumn<Listed>>>;

/** The columns that `--columns` names, or the preset. */
export function chosenColumns<Name extends string>(
  known: Readonly<Record<Name, unknown>>,
  asked: string | undefined,
  preset: readonly Name[],
): readonly Name[] {
  if (asked === undefined) return preset;
  const names = Object.keys(known) as Name[];
  return asked.split(',').map((text) => {
    const name = names.find((one) => one.toLowerCase() === text.trim().toLowerCase());
    if (name !== undefined) return name;
    const hint = didYouMean(text, names) || `: there are ${names.join(', ')}.`;
    throw new WrongUse(`There is no column ${text.trim()}${hint}`);
  });
}

/** What the help says of the columns there are. */
export function columnsInWords<Listed>(columns: Columns<Listed>): string {
  const names = Object.keys(columns);
  const width = Math.max(...names.map((name) => name.length)) + 2;
  return `\nColumns:\n${names.map((name) => `  ${name.padEnd(width)}${columns[name]?.about}`).join('\n')}`;
}

/** Writes rows as they come, as a table or as one JSON array; returns how many there were. */
export async function printList<Listed>(
  output: Output,
  columns: readonly (readonly [name: string, column: ListColumn<Listed>])[],
  listed: AsyncIterable<Listed>,
  currencyOf: (of: Listed) => string,
): Promise<number> {
  const table = output.table(
    columns.map(([title, { isMoney }]) => ({ title, align: isMoney ? 'right' : ('left' as const) })),
  );
  let written = 0;
  if (output.isJson) await output.write('[');
  for await (const of of listed) {
    const currency = currencyOf(of);
    if (output.isJson) {
      const entries = columns.map(([name, column]) => [name, inJson(plain(column, of, currency))]);
      await output.write(`${written === 0 ? '' : ','}\n${JSON.stringify(Object.fromEntries(entries))}`);
    } else {
      await table.row(columns.map(([, column]) => inText(plain(column, of, currency))));
    }
    written += 1;
  }
  if (output.isJson) await output.line('\n]');
  else await table.end();
  return written;
}

function plain<Listed>(column: ListColumn<Listed>, of: Listed, currency: string): Value {
  const value = column.value(of);
  return column.isMoney && value !== null ? formatAmount(Number(value), currency) : value;
}

/** As JSON has it. */
export function inJson(value: Value): Exclude<Value, Moment> {
  return isMoment(value) ? new Date(value.at).toISOString() : value;
}

function isMoment(value: Value): value is Moment {
  return typeof value === 'object' && value !== null;
}

/** As people and spreadsheets have it. */
export function inText(value: Value): string {
  if (value === null) return '';
  if (isMoment(value)) return momentText(value.at, value.calendar);
  return typeof value === 'boolean' ? (value ? 'yes' : '') : String(value);
}
