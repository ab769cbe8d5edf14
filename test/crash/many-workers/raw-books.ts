import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { OpenOptions } from '../../../db/open.ts';

/** The books as any program of their engine sees them, past Dunwell's own statements. */
export interface RawBooks {
  readonly engine: 'sqlite' | 'postgres';
  all<Row>(text: string): Promise<readonly Row[]>;
  /** One or more statements. */
  run(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Where the books lie: a file, or an address. */
export type BooksPlace =
  | Pick<Extract<OpenOptions, { readonly file: string }>, 'file'>
  | { readonly url: string };

export async function openRaw(place: BooksPlace): Promise<RawBooks> {
  return 'url' in place ? openPostgres(place.url) : openSqlite(place.file);
}

function openSqlite(file: string): RawBooks {
  const client = new Sqlite(file, { timeout: 60_000 });
  return {
    engine: 'sqlite',
    all: async <Row>(text: string) => client.prepare(text).all() as Row[],
    run: async (text) => void client.exec(text),
    close: async () => void client.close(),
  };
}

const INT8 = 20;

async function openPostgres(url: string): Promise<RawBooks> {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number);
  const client = new pg.Client({ connectionString: url, types });
  await client.connect();
  return {
    engine: 'postgres',
    all: async <Row>(text: string) => (await client.query(text)).rows as Row[],
    run: async (text) => void (await client.query(text)),
    close: () => client.end(),
  };
}
