import { drizzle, type SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy';
import type { Driver, NamedStatement, Values } from './driver.ts';
import { prepareReturning, prepareWrite, type Query, type Write } from './prepared.ts';

/** Builds queries; one for both engines, and every answer is a promise. */
export type Orm = SqliteRemoteDatabase;

/** What statements are prepared with. */
export interface Preparing {
  readonly orm: Orm;
  /** A write whose values are filled in by name; a value left out is taken from the defaults. */
  write<Named extends object>(query: Query, defaults?: Values): Write<Named>;
  /** The same for the insert of one row into a table whose ids the database gives; answers with the id. */
  insert<Named extends object>(query: Query, defaults?: Values): (values: Named) => Promise<number>;
  /** The same for the update of one row; answers with a column as the row has it then, or nothing where there is none. */
  update<Named extends object>(query: Query, answer: string): (values: Named) => Promise<number | undefined>;
  /** A statement in words of its own, with `:name` for its values. */
  raw<Row = unknown>(text: string): NamedStatement<Row>;
}

/** One open connection with the statements prepared on it. */
export interface Connection extends Preparing {
  /** The statements of each list, prepared when the list is first used. */
  readonly prepared: unknown[];
}

/** A connection over what one engine does with one text. */
export function connectionOver(driver: Driver): Connection {
  const orm = drizzle(async (text, values, method) => {
    const statement = driver.prepare(text);
    if (method === 'run') {
      await statement.run(values);
      return { rows: [] };
    }
    const rows = await statement.all(values);
    // Drizzle asks for one row in this way, and takes nothing for none.
    return { rows: method === 'get' ? (rows[0] as unknown[]) : (rows as unknown[]) } as { rows: unknown[] };
  });
  return {
    orm,
    write: (query, defaults) => prepareWrite(driver, query, defaults),
    insert: <Named extends object>(query: Query, defaults?: Values) =>
      prepareReturning<Named>(driver, query, 'id', defaults) as (values: Named) => Promise<number>,
    update: (query, answer) => prepareReturning(driver, query, answer),
    raw: (text) => driver.prepareNamed(text),
    prepared: [],
  };
}
