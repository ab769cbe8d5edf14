import { didYouMean } from '../../config/nearest.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { momentText } from '../../domain/kernel/moment.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { money } from './format.ts';
import { WrongQuery } from './wrong-query.ts';

/** What a column holds, and so how it is read. */
export const ValueKind = {
  TEXT: 'text',
  /** Which one: a version, a round, the number of a task. */
  NUMBER: 'number',
  /** How many. */
  COUNT: 'count',
  /** Minor units of the row's currency; read as a decimal. */
  MONEY: 'money',
  /** The same, for people with its currency beside it. */
  AMOUNT: 'amount',
  /** A local day. */
  DAY: 'day',
  /** Local time for people, UTC with its zone for programs. */
  MOMENT: 'moment',
  /** Yes or nothing. */
  FLAG: 'flag',
} as const;
export type ValueKind = (typeof ValueKind)[keyof typeof ValueKind];

export type Value = string | number | boolean | null;

/** What a row says of how its values are read. */
export interface Listed {
  readonly currency: string;
  /** Of the creditor, whose clock shows its moments. */
  readonly calendar: Calendar;
}

/** A column of a list, by what it shows of a row. */
export interface Column<Row> {
  readonly kind: ValueKind;
  /** What it shows, for whoever chooses. */
  readonly about: string;
  /** What stands above it, where that is not its name. */
  readonly heading?: string;
  value(of: Row): Value;
}

/** The columns of a list by their names. */
export type Columns<Row, Name extends string = string> = Readonly<Record<Name, Column<Row>>>;

/** Makes columns of one kind of row. */
export function columnsOf<Row>() {
  const of =
    <Of extends Value>(kind: ValueKind) =>
    (about: string, value: (of: Row) => Of | null, heading?: string): Column<Row> => ({
      ...{ kind, about, value },
      ...(heading === undefined ? {} : { heading }),
    });
  return {
    text: of<string>(ValueKind.TEXT),
    number: of<number>(ValueKind.NUMBER),
    count: of<number>(ValueKind.COUNT),
    money: of<number>(ValueKind.MONEY),
    amount: of<number>(ValueKind.AMOUNT),
    day: of<number>(ValueKind.DAY),
    moment: of<number>(ValueKind.MOMENT),
    flag: of<boolean>(ValueKind.FLAG),
  };
}

/** The columns that were asked for by name, separated by commas, or the preset. */
export function chosenColumns<Name extends string>(
  known: Readonly<Record<Name, unknown>>,
  asked: string | undefined,
  preset: readonly Name[],
): readonly Name[] {
  if (asked === undefined) return preset;
  const names = Object.keys(known) as Name[];
  return asked.split(',').map((text) => {
    const wanted = text.trim();
    const name = names.find((one) => one.toLowerCase() === wanted.toLowerCase());
    if (name !== undefined) return name;
    const hint = didYouMean(wanted, names) || `: there are ${names.join(', ')}.`;
    throw new WrongQuery('columns', wanted, () => `There is no column ${wanted}${hint}`);
  });
}

/** A value as programs read it. */
export function jsonValue<Row extends Listed>(column: Column<Row>, row: Row): Value {
  const value = column.value(row);
  if (typeof value !== 'number') return value;
  switch (column.kind) {
    case ValueKind.MONEY:
    case ValueKind.AMOUNT:
      return formatAmount(value, row.currency);
    case ValueKind.DAY:
      return formatDay(value);
    case ValueKind.MOMENT:
      return new Date(value).toISOString();
    default:
      return value;
  }
}

/** A value as people and spreadsheets read it. */
export function textValue<Row extends Listed>(column: Column<Row>, row: Row): string {
  const value = column.value(row);
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : '';
  if (typeof value === 'number') {
    if (column.kind === ValueKind.MOMENT) return momentText(value, row.calendar);
    if (column.kind === ValueKind.AMOUNT) return money(value, row.currency);
  }
  return String(jsonValue(column, row));
}

/** A whole row as programs read it, by the names of its columns. */
export function jsonRow<Row extends Listed>(
  columns: Columns<Row>,
  row: Row,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, jsonValue(column, row)]));
}
