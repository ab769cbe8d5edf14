import { existsSync } from 'node:fs';
import type { Database } from '../../db/database.ts';
import { notedOutbox } from '../../db/workers/outbox.ts';
import { outboxMark } from '../../gateways/outbox-mark.ts';
import { bad, type Finding, good } from '../../read/books/finding.ts';
import type { Outbox } from '../kit/outbox.ts';

/** Whether the outbox of this machine is the one of the books; a machine that only looks needs none. */
export async function outboxFinding(db: Database, { folder, isNamed }: Outbox): Promise<Finding> {
  const what = 'outbox';
  const noted = await db.read(notedOutbox);
  if (noted === undefined) return good(what, 'No worker has begun one yet.');
  const lies = `That of these books lies in ${noted.folder} of ${noted.host}`;
  if (!isNamed && !existsSync(folder)) return good(what, `${lies}; this machine has none.`);
  if ((await outboxMark(folder)) === noted.mark) return good(what, `${folder} is that of these books.`);
  return bad(
    what,
    `${folder} is not that of these books. ${lies}: a worker here is refused.`,
    'share that folder and name it with --outbox or DUNWELL_OUTBOX; see whether it is mounted',
  );
}
