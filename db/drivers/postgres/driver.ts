import { createHash } from 'node:crypto';
import type { QueryConfig } from 'pg';
import type { Driver, NamedStatement, PositionalStatement, Values } from '../../driver.ts';
import { over, type RunningTransaction } from '../../tx.ts';
import { translate } from './translate.ts';
import { asValues } from './value-types.ts';

/** What the server said to one statement. */
export interface Answer<Row> {
  readonly rows: readonly Row[];
  readonly rowCount: number | null;
  /** What was done, such as COMMIT. */
  readonly command: string;
}

/** One connection, as its statements know it. */
export interface Channel {
  readonly running: RunningTransaction | undefined;
  send<Row extends object>(statement: QueryConfig): Promise<Answer<Row>>;
}

/** Statements of one connection to PostgreSQL, prepared there when each first runs. */
export class PostgresDriver implements Driver {
  private readonly channel: Channel;
  private readonly known = new Map<string, PositionalStatement>();

  constructor(channel: Channel) {
    this.channel = channel;
  }

  prepare(text: string): PositionalStatement {
    const known = this.known.get(text) ?? this.positional(text);
    this.known.set(text, known);
    return known;
  }

  prepareNamed<Row>(text: string): NamedStatement<Row> {
    const { names, ...statement } = named(text);
    const run = (values: Values) =>
      this.run<Row & object>({ ...statement, values: asValues(inOrder(names ?? [], values)) });
    return {
      all: async (values) => (await run(values)).rows,
      get: async (values) => (await run(values)).rows[0],
      run: async (values) => ({ changes: (await run(values)).rowCount ?? 0 }),
    };
  }

  private positional(text: string): PositionalStatement {
    const { name, text: translated } = named(text);
    const statement = { name, text: translated, rowMode: 'array' };
    const run = (values: readonly unknown[]) =>
      this.run<unknown[]>({ ...statement, values: asValues(values) });
    return {
      all: async (values) => (await run(values)).rows,
      run: async (values) => ({ changes: (await run(values)).rowCount ?? 0 }),
    };
  }

  private async run<Row extends object>(statement: QueryConfig): Promise<Answer<Row>> {
    // It would be committed alone, or be part of what somebody else does on this connection by then.
    if (!this.channel.running?.isCurrent) throw over();
    return this.channel.send<Row>(statement);
  }
}

interface Named {
  readonly name: string;
  readonly text: string;
}

/** Its name on the server follows from its text, so that it is the same on each connection and in each process. */
function named(text: string): Named & { readonly names: readonly string[] | null } {
  const known = translations.get(text);
  if (known !== undefined) return known;
  const translated = translate(text);
  const hash = createHash('sha256').update(translated.text).digest('base64url').slice(0, 22);
  const made = { ...translated, name: `dunwell_${hash}` };
  translations.set(text, made);
  return made;
}

/** The same for all connections of the process. */
const translations = new Map<string, ReturnType<typeof named>>();

function inOrder(names: readonly string[], values: Values): unknown[] {
  return names.map((name) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`The statement misses a value for "${name}".`);
    return value;
  });
}
