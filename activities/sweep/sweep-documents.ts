import { hasUnusedContents, sweepContents } from '../../db/case/documents.ts';
import type { Database } from '../../db/database.ts';
import type { Instant } from '../../domain/kernel/day.ts';

/** A message that names a content may wait this long for a worker that runs on a schedule. */
const KEPT_MS = 72 * 3_600_000;
/** Contents can be large: the lock is given back after so many. */
const PAGE = 20;

/** Erases contents that were staged and never attached, or whose documents are gone; returns how many. */
export async function sweepDocuments(db: Database, asOf: Instant): Promise<number> {
  const before = asOf - KEPT_MS;
  let erased = 0;
  while (await db.read((tx) => hasUnusedContents(tx, before))) {
    erased += await db.transaction((tx) => sweepContents(tx, before, PAGE));
  }
  return erased;
}
