import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CaseRequest, CaseRequestKind } from '../../contracts/case.ts';

const undone = '"done_at" is null';

/** Not done yet. Statements must repeat these words exactly. */
export const UNDONE_REQUEST = sql.raw(undone);

/** The same of those that open a case. */
export const OPEN_REQUEST = sql.raw(`${undone} and "kind" in ('start', 'create')`);

/** Cases to open and other requests whose content stays out of workflow histories. Erased once they are done. */
export const caseRequests = sqliteTable(
  'case_requests',
  {
    id: text('id').primaryKey(),
    creditor: text('creditor').notNull(),
    kind: text('kind').$type<CaseRequestKind>().notNull(),
    body: text('body', { mode: 'json' }).$type<CaseRequest | null>().notNull(),
    by: text('by').notNull(),
    stagedAt: integer('staged_at').notNull(),
    result: text('result', { mode: 'json' }),
    doneAt: integer('done_at'),
  },
  // What a worker looks for: tiny, as what was done is not in it.
  (t) => [index('case_requests_undone').on(t.stagedAt).where(UNDONE_REQUEST)],
);
