import pg from 'pg';
import { keptValues } from '../kept-values.ts';

/** The numbers that PostgreSQL has for its types. */
const Type = {
  BOOL: 16,
  BYTEA: 17,
  INT8: 20,
  INT2: 21,
  INT4: 23,
  OID: 26,
  FLOAT4: 700,
  FLOAT8: 701,
  NUMERIC: 1700,
} as const;

const bytesOf: (text: string) => Buffer = pg.types.getTypeParser(Type.BYTEA, 'text');

const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  // As SQLite says what is true.
  [Type.BOOL]: (text) => (text === 't' ? 1 : 0),
  [Type.BYTEA]: bytesOf,
  [Type.INT8]: wholeNumber,
  [Type.NUMERIC]: wholeNumber,
  [Type.INT2]: Number,
  [Type.INT4]: Number,
  [Type.OID]: Number,
  [Type.FLOAT4]: Number,
  [Type.FLOAT8]: Number,
};

/** How what comes from the server is read: as SQLite would have it; all other types, such as a date, as their text. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (type: number) => (PARSERS[type] ?? ((text: string) => text)) as never,
};

/** Sums come as `numeric`, which has room for more than JavaScript keeps exactly. */
function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) {
    throw new RangeError('The database answered with a number that is not whole, or too large to be exact.');
  }
  return number;
}

/** Values as SQLite takes them too; throws at one that SQLite refuses and PostgreSQL would guess at. */
export function asValues(values: readonly unknown[]): unknown[] {
  return keptValues(values).map(asValue);
}

function asValue(value: unknown): unknown {
  if (value === null) return value;
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
      return value;
    default:
      if (value instanceof Uint8Array) return value;
      throw new TypeError(`A statement takes no value of type ${typeof value}.`);
  }
}
