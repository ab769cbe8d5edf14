import { giveUpCaseRequests } from '../../db/case/requests.ts';
import type { Database } from '../../db/database.ts';
import type { Instant } from '../../domain/kernel/day.ts';

/** A refused message or change may be sent again for so long; its words are not kept for longer. */
const KEPT_MS = 30 * 86_400_000;

/** Erases the words of requests that were refused or never sent; returns how many. */
export async function sweepCaseRequests(db: Database, asOf: Instant): Promise<number> {
  return db.transaction((tx) => giveUpCaseRequests(tx, asOf - KEPT_MS, asOf));
}
