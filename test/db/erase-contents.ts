import type { Database } from '../../db/database.ts';
import { sql } from './sql.ts';

/** Erases what was sent under a key, as docs/operating.md does it by hand; returns how many contents went. */
export async function eraseContent(db: Database, key: string): Promise<number> {
  return sql(db).run('delete from effect_contents where key = ?', key);
}
