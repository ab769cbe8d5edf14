import { Column, is, type SQL, sql } from 'drizzle-orm';
import { named } from './named.ts';

/**
 * The few words that both engines cannot share, each as SQLite has it and as PostgreSQL has it. Statements are written
 * with the functions below and so hold SQLite's text; the driver of PostgreSQL puts its own text in place of it, and
 * refuses a statement with any other word of SQLite.
 *
 * `<…>` stands for an expression without a comma; at the end of a text it is one name.
 */
export const WORDS = {
  /** Text as JSON: then `-> 'key'` is the JSON under a key and `->> 'key'` its text, on both. */
  json: { sqlite: 'json(<text>)', postgres: 'cast(<text> as json)' },
  /** Made into an array first, as PostgreSQL then looks each of its values up in an index. */
  isOneOf: {
    sqlite: 'in (select <value> from json_each(<list>))',
    postgres:
      '= any(array(select <value> from json_array_elements_text(cast(<list> as json)) as listed(value)))',
  },
  /** A list as a table: each `value` as text, and `key` for its order (0, 1, … or 1, 2, …). */
  rows: {
    sqlite: 'json_each(<list>) as <name>',
    postgres: 'json_array_elements_text(cast(<list> as json)) with ordinality as <name>(value, key)',
  },
  /** SQLite's planner is told which index to use; PostgreSQL has no such word. */
  indexedBy: { sqlite: 'indexed by <name>', postgres: '' },
} as const;

/** What the members of a list are: JSON says text and numbers alike by text. */
export const Listed = { TEXT: 'text', INTEGER: 'bigint' } as const;
export type Listed = (typeof Listed)[keyof typeof Listed];

/* For statements in words of their own. Values are given as `:name`. */

/** That an expression is one of a list, which is a JSON list of that type. */
export function isListed(expression: string, list: string, type: Listed): string {
  return `${expression} in (select ${valueAs(type)} from json_each(${list}))`;
}

const valueAs = (type: Listed) => (type === Listed.INTEGER ? 'cast(value as bigint)' : 'value');

/** What a column of a list of objects is: its type, or the place of the object in the list. */
type RowColumn = Listed | 'json' | 'place';

/**
 * A list of JSON objects as a table, of those columns; the key in an object is the column's name. What is true or
 * false is listed as 1 or 0: of the JSON words the engines make different texts.
 */
export function jsonRows(list: string, columns: Readonly<Record<string, RowColumn>>): string {
  const read = Object.entries(columns).map(([name, type]) => `${columnOf(name, type)} as ${name}`);
  return `(select ${read.join(', ')} from json_each(${list}) as listed)`;
}

function columnOf(name: string, type: RowColumn): string {
  switch (type) {
    case 'place':
      return 'key';
    case 'json':
      return `(json(value) -> '${name}')`;
    case Listed.TEXT:
      return `(json(value) ->> '${name}')`;
    case Listed.INTEGER:
      return `cast((json(value) ->> '${name}') as bigint)`;
    default:
      throw new TypeError(`No column of JSON: ${type satisfies never}`);
  }
}

export const indexedBy = (index: string) => `indexed by ${index}`;

/* For statements that Drizzle builds. */

/** That a column or expression is one of a list, given by name as JSON; only a column of numbers holds numbers. */
export function isOneOf(expression: Column | SQL, name: string): SQL {
  const isNumber = is(expression, Column) && expression.getSQLType() === 'integer';
  const value = sql.raw(valueAs(isNumber ? Listed.INTEGER : Listed.TEXT));
  return sql`${expression} in (select ${value} from json_each(${named(name)}))`;
}

/** That a pair of columns is one of a list of pairs of texts, given by name as JSON. */
export function isOneOfPairs(first: Column, second: Column, name: string): SQL {
  return sql`(${first}, ${second}) in (
    select (json(value) ->> 0), (json(value) ->> 1) from json_each(${named(name)}) as listed)`;
}

/** The text that a column of JSON holds under those keys; null where there is none. */
export function jsonText(column: Column, ...keys: readonly string[]): SQL<string | null> {
  const last = keys.at(-1);
  const before = keys.slice(0, -1).map((key) => `-> '${key}' `);
  return sql`(json(${column}) ${sql.raw(`${before.join('')}->> '${last}'`)})`;
}

/** The whole number that a column of JSON holds under those keys; null where there is none. */
export function jsonInteger(column: Column, ...keys: readonly string[]): SQL<number | null> {
  return sql`cast(${jsonText(column, ...keys)} as bigint)`;
}
