import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Database } from '../../../../db/database.ts';
import { openSqlite, type SqliteOptions } from '../../../../db/drivers/sqlite/open.ts';

/** A path in a folder of its own that is removed when the test has finished. */
export function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dunwell-db-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'dunwell.sqlite');
}

/** An empty, migrated database on a temporary file, opened in a way of its own; closed when the test has finished. */
export async function freshSqlite(options: Partial<SqliteOptions> = {}): Promise<Database> {
  const file = options.file ?? freshFile();
  const database = await openSqlite({ synchronous: 'OFF', ...options, file });
  onTestFinished(() => database.close());
  return database;
}
