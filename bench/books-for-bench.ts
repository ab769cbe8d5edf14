import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BooksPlace } from '../test/crash/many-workers/raw-books.ts';
import { type PostgresServer, startPostgres } from '../test/postgres/start-postgres.ts';

export const ENGINES = ['sqlite', 'postgres'] as const;
export type EngineOfBench = (typeof ENGINES)[number];

export function engineNamed(name: string): EngineOfBench {
  const engine = ENGINES.find((one) => one === name);
  if (engine === undefined) throw new Error(`--database is "${name}": give ${ENGINES.join(' or ')}`);
  return engine;
}

/** New books in a folder of their own. */
export interface BooksForBench {
  readonly folder: string;
  readonly place: BooksPlace;
  /** The server, where there is one. */
  readonly postgres: PostgresServer | undefined;
}

/**
 * Gives the work empty books, and removes them. Both engines are as safe as each other: nothing that was committed is
 * lost when the machine loses power.
 */
export async function withBooks<T>(
  engine: EngineOfBench,
  work: (books: BooksForBench) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'dunwell-bench-'));
  let postgres: PostgresServer | undefined;
  try {
    if (engine === 'postgres') {
      postgres = await startPostgres({ fsync: true, settings: { shared_buffers: '256MB' } });
      return await work({ folder, place: { url: postgres.url() }, postgres });
    }
    return await work({ folder, place: { file: join(folder, 'dunwell.db') }, postgres });
  } finally {
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  }
}
