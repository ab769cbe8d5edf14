import type { QueryArrayConfig } from 'pg';
import type { Database } from '../database.ts';
import { migrateWithin, type Query } from '../drivers/postgres/migrate.ts';
import type { OneConnection } from '../drivers/postgres/one-connection.ts';
import { resetSequences } from '../drivers/postgres/sequences.ts';
import { RunningTransaction } from '../tx.ts';
import { COPIED, COPIED_TABLES, type CopiedTable, Holds, namesIn } from './copied-tables.ts';
import type { Value } from './fingerprint.ts';

/** What the target says that it is a copy of. */
export interface Copied {
  readonly from: string;
  readonly at: number;
  /** Fingerprint of all tables of the source. */
  readonly sha256: string;
}

/** About so many characters and bytes are under way at once. */
const BATCH_SIZE = 1_000_000;
const BATCH_ROWS = 1_000;

/**
 * The database that books are copied into, in one transaction: until its end nobody sees any of it, and whoever opens
 * it waits; when the copying is cut off, PostgreSQL forgets all of it.
 */
export class Target {
  readonly place: string;
  private readonly query: Query;
  private readonly connection: OneConnection;

  constructor(connection: OneConnection) {
    this.place = connection.place;
    this.query = connection.query;
    this.connection = connection;
  }

  async begin(): Promise<void> {
    await this.query('begin isolation level read committed');
    // The planner takes the checks of large books for worth compiling, which takes twenty times as long.
    await this.query('set local jit = off');
    await this.query('set local synchronous_commit = on');
    await migrateWithin(this.query, this.place);
    await this.query(`lock table ${namesIn(COPIED_TABLES.map(({ name }) => name))} in access exclusive mode`);
  }

  async isEmpty(): Promise<boolean> {
    const held = COPIED_TABLES.map(({ name }) => `exists (select 1 from "${name}")`);
    const [row] = await this.query(`select case when ${held.join(' or ')} then 1 else 0 end as held`);
    return row?.held === 0;
  }

  async copied(): Promise<Copied | undefined> {
    const [row] = await this.query(`select value from settings where name = $1`, [COPIED]);
    return row === undefined ? undefined : (JSON.parse(String(row.value)) as Copied);
  }

  async sayCopied(copied: Copied): Promise<void> {
    await this.query('insert into settings (name, value) values ($1, $2)', [COPIED, JSON.stringify(copied)]);
  }

  /** Puts in all rows of a table, many at a time. */
  async insert(table: CopiedTable, rows: Iterable<readonly Value[]>): Promise<void> {
    const text = table.columns.some(isBytes) ? oneRow(table) : manyRows(table);
    let batch: (readonly Value[])[] = [];
    let size = 0;
    for (const row of rows) {
      if (table.columns.some(isBytes)) {
        await this.query(text, row);
        continue;
      }
      batch.push(row);
      size += sizeOf(row);
      if (size < BATCH_SIZE && batch.length < BATCH_ROWS) continue;
      await this.query(text, columnsOf(table, batch));
      batch = [];
      size = 0;
    }
    if (batch.length > 0) await this.query(text, columnsOf(table, batch));
  }

  /** Each row of a table as it was written, in the order of its key. */
  async *rows({ name, columns, key, where }: CopiedTable): AsyncGenerator<readonly Value[]> {
    const names = columns.map((column) => column.name);
    await this.query(
      `declare copied no scroll cursor for select ${namesIn(names)} from "${name}" where ${where} order by ${namesIn(key)}`,
    );
    for (let count = columns.some(isBytes) ? 1 : 100; ; ) {
      const fetch: QueryArrayConfig = { text: `fetch ${count} from copied`, rowMode: 'array' };
      const page = await this.connection.session.send<Value[]>(fetch);
      yield* page.rows;
      if (page.rows.length < count) break;
      const size = page.rows.reduce<number>((sum, row) => sum + sizeOf(row), 0) / count;
      count = Math.max(1, Math.min(BATCH_ROWS, Math.floor(BATCH_SIZE / Math.max(1, size))));
    }
    await this.query('close copied');
  }

  /** Ids go on where they had come to, and the planner knows how much there is. */
  async end(lastIds: ReadonlyMap<string, number>): Promise<void> {
    await resetSequences(this.query, lastIds);
    for (const { name } of COPIED_TABLES) await this.query(`analyze "${name}"`);
  }

  async commit(): Promise<void> {
    await this.query('commit');
  }

  /** The same books for statements of this folder, within the transaction. */
  get books(): Pick<Database, 'read'> {
    const { session } = this.connection;
    return {
      async read(work) {
        const running = new RunningTransaction(session.connection);
        session.running = running;
        try {
          return await running.run(work);
        } finally {
          running.isOpen = false;
          session.running = undefined;
        }
      },
    };
  }
}

const isBytes = ({ holds }: CopiedTable['columns'][number]) => holds === Holds.BYTES;

const sizeOf = (row: readonly Value[]) =>
  row.reduce<number>(
    (sum, value) => sum + (typeof value === 'string' || Buffer.isBuffer(value) ? value.length : 8),
    0,
  );

const listOf = ({ columns }: CopiedTable) => namesIn(columns.map(({ name }) => name));

/** One text for each table, whatever the number of rows: each column comes as one list. */
function manyRows(table: CopiedTable): string {
  const lists = table.columns.map(
    ({ holds }, at) => `$${at + 1}::${holds === Holds.INTEGER ? 'bigint' : 'text'}[]`,
  );
  return `insert into "${table.name}" (${listOf(table)}) select * from unnest(${lists.join(', ')})`;
}

/** Documents come one by one: a list of them would be many times their size. */
function oneRow(table: CopiedTable): string {
  const values = table.columns.map((_, at) => `$${at + 1}`);
  return `insert into "${table.name}" (${listOf(table)}) values (${values.join(', ')})`;
}

const columnsOf = (table: CopiedTable, batch: readonly (readonly Value[])[]) =>
  table.columns.map((_, at) => batch.map((row) => row[at]));
