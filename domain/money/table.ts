import { type Day, formatDay, parseDay } from '../kernel/day.ts';

/** One value of a law, with the days on which it holds and where it is published. */
export interface Row<Value> {
  readonly from: Day;
  /** The last day; null where the law names no end. */
  readonly until: Day | null;
  readonly value: Value;
  /** A public address, or the law in words. */
  readonly source: string;
}

/** How often the values of a table change, and so how old it may be. */
export const Upkeep = {
  /** New values each 1 January and 1 July. */
  HALF_YEARLY: 'HALF_YEARLY',
  /** Changes with the law itself; looked at once a year. */
  YEARLY: 'YEARLY',
  /** Its later values were not found in public, and are the creditor's own to write. */
  LEFT_TO_CONFIGURATION: 'LEFT_TO_CONFIGURATION',
} as const;
export type Upkeep = (typeof Upkeep)[keyof typeof Upkeep];

/** The values of one law by date. What it does not know it refuses; no value is carried on beyond its last day. */
export interface Table<Value> {
  /** As sentences name it: `statutory interest NL (consumers)`. */
  readonly name: string;
  readonly law: string;
  /** In order, none overlapping. */
  readonly rows: readonly Row<Value>[];
  /** The day up to which somebody looked; a test turns red the day after. */
  readonly checkedUntil: Day;
  readonly upkeep: Upkeep;
}

/** A table as it is written down: days as ISO dates. */
export interface WrittenTable<Value> {
  readonly name: string;
  readonly law: string;
  readonly checkedUntil: string;
  readonly upkeep: Upkeep;
  readonly rows: readonly WrittenRow<Value>[];
}
type WrittenRow<Value> = readonly [from: string, until: string | null, value: Value, source: string];

export function table<Value>({ rows, checkedUntil, ...rest }: WrittenTable<Value>): Table<Value> {
  return {
    ...rest,
    checkedUntil: dayOf(checkedUntil),
    rows: rows.map(([from, until, value, source]) => ({
      from: dayOf(from),
      until: until === null ? null : dayOf(until),
      value,
      source,
    })),
  };
}

/** The row that holds on that day; undefined where the table has none. */
export function rowOn<Value>({ rows }: Table<Value>, day: Day): Row<Value> | undefined {
  return rows.find(({ from, until }) => from <= day && (until === null || day <= until));
}

/** Why there is no row on that day, naming the table and where it ends, and what to write instead. */
export function whyNoRow({ name, rows }: Table<unknown>, day: Day, instead: string): string {
  const last = rows.at(-1)?.until ?? null;
  const first = rows[0]?.from ?? day;
  const says =
    last !== null && day > last
      ? `ends on ${formatDay(last)}`
      : day < first
        ? `begins on ${formatDay(first)}`
        : 'has no value for that day';
  return `the table of ${name} ${says} and says nothing of ${formatDay(day)}; ${instead}`;
}

function dayOf(date: string): Day {
  const day = parseDay(date);
  if (day === undefined) throw new RangeError(`${date} is no date`);
  return day;
}
