import { onTestFinished } from 'vitest';
import type { Database } from '../../../../db/database.ts';
import { openPostgres, type PostgresOptions } from '../../../../db/drivers/postgres/open.ts';
import { takeDatabase } from '../../../postgres/databases.ts';

/** Books on PostgreSQL, closed when the test has finished. */
export async function opened(options: PostgresOptions): Promise<Database> {
  const db = await openPostgres(options);
  onTestFinished(() => db.close());
  return db;
}

/** The address of migrated, empty books. */
export async function someBooks(): Promise<string> {
  const { address, release } = await takeDatabase();
  onTestFinished(release);
  return address;
}
