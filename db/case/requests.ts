import { and, asc, isNull, sql } from 'drizzle-orm';
import type { CaseRequest } from '../../contracts/case.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { placeholders } from '../prepared.ts';
import { caseRequests, OPEN_REQUEST, UNDONE_REQUEST } from '../tables/case-requests.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type CaseRequestRow = Readonly<typeof caseRequests.$inferSelect>;

/** A request to stage; its content stays in this table until it is done. */
export interface CaseRequestToStage {
  readonly id: string;
  readonly creditor: string;
  readonly body: CaseRequest;
  readonly by: string;
  readonly stagedAt: Instant;
}

const statements = preparedStatements(({ orm, write }) => {
  const isIt = equals(caseRequests, 'id');
  return {
    insert: write<CaseRequestToStage & { kind: string }>(
      orm
        .insert(caseRequests)
        .values(placeholders(caseRequests, ['id', 'creditor', 'kind', 'body', 'by', 'stagedAt']))
        .onConflictDoNothing(),
    ),
    open: orm.select().from(caseRequests).where(OPEN_REQUEST).orderBy(asc(caseRequests.stagedAt)).prepare(),
    byId: orm.select().from(caseRequests).where(isIt).prepare(),
    finish: write<{ id: string; body: null; result: unknown; doneAt: Instant }>(
      orm
        .update(caseRequests)
        .set(placeholders(caseRequests, ['body', 'result', 'doneAt']))
        .where(and(isIt, isNull(caseRequests.doneAt))),
    ),
    // A request that opens a case is answered by the next worker: those are never given up.
    giveUp: write<{ before: Instant; body: null; result: unknown; doneAt: Instant }>(
      orm
        .update(caseRequests)
        .set(placeholders(caseRequests, ['body', 'result', 'doneAt']))
        .where(
          and(
            UNDONE_REQUEST,
            sql`${caseRequests.kind} in ('update', 'message')`,
            sql`${caseRequests.stagedAt} < ${named('before')}`,
          ),
        ),
    ),
  };
});

/** Stages a request; one whose id is known already stays as it came first. Returns what is staged. */
export async function stageCaseRequest(tx: Tx, request: CaseRequestToStage): Promise<CaseRequestRow> {
  const { insert, byId } = statements(tx);
  await insert({ ...request, kind: request.body.kind });
  return (await byId.get({ id: request.id })) as CaseRequestRow;
}

export async function findCaseRequest(tx: Tx, id: string): Promise<CaseRequestRow | undefined> {
  return statements(tx).byId.get({ id });
}

/** Requests to open a case that no worker has answered yet, in the order in which they were staged. */
export async function openCaseRequests(tx: Tx): Promise<readonly CaseRequestRow[]> {
  return statements(tx).open.all();
}

/** Keeps what came of a request and erases what it said. The first result stays. */
export async function finishCaseRequest(tx: Tx, id: string, result: unknown, at: Instant): Promise<void> {
  await statements(tx).finish({ id, body: null, result, doneAt: at });
}

/** Erases what requests to cases said that were staged before that moment and never used; returns how many. */
export async function giveUpCaseRequests(tx: Tx, before: Instant, at: Instant): Promise<number> {
  const result = {
    ok: false,
    refused: 'It was not used in its time, and what it said was erased: stage it again.',
  };
  return (await statements(tx).giveUp({ before, body: null, result, doneAt: at })).changes;
}
