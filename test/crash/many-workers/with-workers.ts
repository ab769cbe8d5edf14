import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SearchAttribute } from '../../../contracts/search-attributes.ts';
import type { Database } from '../../../db/database.ts';
import { openDatabase } from '../../../db/open.ts';
import { findServer } from '../../../temporal/find-server.ts';
import { type LocalServer, Way } from '../../../temporal/found-server.ts';
import { type RunningTemporal, startServer } from '../../../temporal/start-server.ts';
import { type BooksPlace, openRaw, type RawBooks } from './raw-books.ts';
import { WorkerPool } from './worker-pool.ts';

/** Books, a Temporal server and the workers on them; none is started yet. */
export interface Stage {
  readonly db: Database;
  readonly raw: RawBooks;
  readonly server: RunningTemporal;
  readonly pool: WorkerPool;
  readonly outbox: string;
}

/** Prepares a stage in a folder for the work, and ends all of it whatever comes. */
export async function withWorkers<T>(
  { folder, books }: { readonly folder: string; readonly books: BooksPlace },
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const found = (await findServer({ ways: [Way.built] })) as LocalServer;
  const server = await startServer({
    found,
    dbFile: join(folder, 'temporal.db'),
    port: 0,
    namespace: 'night',
    searchAttributes: SearchAttribute,
  });
  const outbox = join(folder, 'outbox');
  mkdirSync(outbox);
  const db = await openDatabase(books);
  const raw = await openRaw(books);
  const pool = new WorkerPool({ folder, books, outbox, server });
  try {
    return await work({ db, raw, server, pool, outbox });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${pool.lastWords()}`, {
      cause: error,
    });
  } finally {
    await pool.kill();
    await raw.close();
    await db.close();
    await server.stop();
  }
}
