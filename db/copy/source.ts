import type Sqlite from 'better-sqlite3';
import type { Database } from '../database.ts';
import { ConnectionQueue } from '../drivers/sqlite/connection-queue.ts';
import { refuseUnlessCurrent } from '../drivers/sqlite/migrate.ts';
import { forgetMoved, type Moved, movedTo, sayMoved } from '../drivers/sqlite/moved.ts';
import { openAlone } from '../drivers/sqlite/open-alone.ts';
import { DatabaseError } from '../errors.ts';
import { COPIED_TABLES, type CopiedTable, namesIn } from './copied-tables.ts';
import type { Value } from './fingerprint.ts';
import { storable, type Unstorable, whyUnstorable } from './unstorable.ts';

/** The books of a file that is read whole, while nobody else has it open. */
export class Source {
  readonly file: string;
  /** What PostgreSQL does not keep, as far as the rows were read. */
  readonly unstorable: Unstorable[] = [];
  private readonly client: Sqlite.Database;

  private constructor(file: string, client: Sqlite.Database) {
    this.file = file;
    this.client = client;
  }

  static async open(file: string): Promise<Source> {
    const client = await openAlone(file);
    try {
      refuseUnlessCurrent(client, file);
      const source = new Source(file, client);
      source.refuseIfBroken();
      return source;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /** Rows that refer to none would be refused one by one. */
  private refuseIfBroken(): void {
    const broken = this.client.pragma('foreign_key_check') as {
      table: string;
      rowid: number;
      parent: string;
    }[];
    const [first] = broken;
    if (first === undefined) return;
    throw new DatabaseError(
      this.file,
      `The database ${this.file} is damaged: ${broken.length} rows refer to others that are not there, such as row ${first.rowid} of ${first.table} to ${first.parent}. Restore a copy.`,
    );
  }

  count(): number {
    return COPIED_TABLES.reduce((sum, { name, where }) => {
      return sum + Number(this.client.prepare(`select count(*) from "${name}" where ${where}`).pluck().get());
    }, 0);
  }

  /** Each row of a table in the order of its key; what PostgreSQL does not keep is noted and replaced. */
  *rows(table: CopiedTable): Generator<Value[]> {
    const { name, columns, key, where } = table;
    const statement = this.client
      .prepare<[], Value[]>(
        `select ${namesIn(columns.map((column) => column.name))}, rowid from "${name}" where ${where} order by ${namesIn(key)}`,
      )
      .raw()
      .safeIntegers();
    for (const row of statement.iterate()) {
      const rowid = Number(row.pop());
      this.look(table, row, rowid);
      yield row;
    }
  }

  private look({ name: table, columns }: CopiedTable, row: Value[], rowid: number): void {
    for (const [at, column] of columns.entries()) {
      const value = row[at] as Value;
      const bytes = () => this.bytesOf(table, column.name, rowid);
      const why = whyUnstorable(column, value, bytes);
      if (why === undefined) continue;
      this.unstorable.push({ table, column: column.name, rowid, why });
      row[at] = storable(column, value);
    }
  }

  private bytesOf(table: string, column: string, rowid: number): Buffer {
    const statement = this.client.prepare(`select cast("${column}" as blob) from "${table}" where rowid = ?`);
    return statement.pluck().get(rowid) as Buffer;
  }

  /** Up to which id each table has given ids out: those of rows that are gone are not given out again. */
  lastIds(): ReadonlyMap<string, number> {
    const rows = this.client.prepare('select name, seq from sqlite_sequence').raw().all() as [
      string,
      number,
    ][];
    return new Map(rows);
  }

  get moved(): Moved | undefined {
    return movedTo(this.client);
  }

  sayMoved(moved: Moved): void {
    sayMoved(this.client, moved);
  }

  forgetMoved(): void {
    forgetMoved(this.client);
  }

  /** The same books for statements of this folder. */
  get books(): Pick<Database, 'read'> {
    const queue = new ConnectionQueue(this.file, this.client, 'BEGIN', 0);
    return { read: (work) => queue.run(work) };
  }

  close(): void {
    this.client.close();
  }
}
