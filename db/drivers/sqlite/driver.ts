import type Sqlite from 'better-sqlite3';
import type { Driver, NamedStatement, PositionalStatement, Values } from '../../driver.ts';
import { keptByName, keptValues } from '../kept-values.ts';

/** Statements of one SQLite connection. All of its promises are settled already, as SQLite answers at once. */
export class SqliteDriver implements Driver {
  private readonly client: Sqlite.Database;
  private readonly known = new Map<string, PositionalStatement>();

  constructor(client: Sqlite.Database) {
    this.client = client;
  }

  prepare(text: string): PositionalStatement {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const statement = this.positional(text);
    this.known.set(text, statement);
    return statement;
  }

  prepareNamed<Row>(text: string): NamedStatement<Row> {
    const statement = this.client.prepare<[Values], Row>(text);
    return {
      all: async (values) => statement.all(keptByName(values)),
      get: async (values) => statement.get(keptByName(values)),
      run: async (values) => statement.run(keptByName(values)),
    };
  }

  private positional(text: string): PositionalStatement {
    const statement = this.client.prepare<unknown[], unknown[]>(text);
    if (statement.reader) statement.raw();
    return {
      all: async (values) => statement.all(keptValues(values)),
      run: async (values) => statement.run(keptValues(values)),
    };
  }
}
