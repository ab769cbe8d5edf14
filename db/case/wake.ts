import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/kernel/day.ts';
import { insertFrom } from '../insert-from.ts';
import { equals, ifGiven, named } from '../named.ts';
import type { Page } from '../pages.ts';
import { placeholders } from '../prepared.ts';
import { CASE_WANTS_WORKFLOW, caseInvoices, cases, caseWakes } from '../tables/cases.ts';
import { collectorReports } from '../tables/collectors.ts';
import { effects } from '../tables/effects.ts';
import { invoices } from '../tables/invoices.ts';
import { IS_OPEN, tasks } from '../tables/tasks.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { isOneOf } from '../words.ts';

const NO_CONFIGURATION_OPEN = sql`exists (select 1 from ${tasks} where ${tasks.creditor} = ${cases.creditor}
  and ${tasks.subject} = 'case' and ${tasks.about} = ${cases.reference} and ${tasks.kind} = 'NO_CONFIGURATION' and ${IS_OPEN})`;

const PENDING = {
  id: caseWakes.id,
  caseId: caseWakes.caseId,
  cause: caseWakes.cause,
  creditor: cases.creditor,
  reference: cases.reference,
  state: cases.state,
  hasWorkflow: cases.hasWorkflow,
};

/** One for each case that is found. */
const WAKE = { caseId: cases.id, cause: sql`${named('cause')}`, createdAt: sql`${named('createdAt')}` };

const statements = preparedStatements(({ orm, write }) => ({
  insert: write<{ caseId: number; cause: string; createdAt: Instant }>(
    orm.insert(caseWakes).values(placeholders(caseWakes, ['caseId', 'cause', 'createdAt'])),
  ),
  insertUnconfigured: write<{ cause: string; createdAt: Instant }>(
    insertFrom(
      caseWakes,
      WAKE,
      sql`${cases} where ${cases.state} = 'PREPARING' and ${cases.deactivatedAt} is null and (${cases.because} = 'NO_CONFIGURATION' or ${NO_CONFIGURATION_OPEN})`,
    ),
  ),
  pending: orm
    .select(PENDING)
    .from(caseWakes)
    .innerJoin(cases, eq(cases.id, caseWakes.caseId))
    .where(gt(caseWakes.id, named('afterId')))
    .orderBy(asc(caseWakes.id))
    .limit(named('limit'))
    .prepare(),
  pendingOfInvoice: orm
    .select(PENDING)
    .from(caseWakes)
    .innerJoin(cases, eq(cases.id, caseWakes.caseId))
    .innerJoin(caseInvoices, eq(caseInvoices.caseId, cases.id))
    .innerJoin(invoices, eq(invoices.id, caseInvoices.invoiceId))
    .where(and(equals(invoices, 'creditor'), equals(invoices, 'number')))
    .orderBy(asc(caseWakes.id))
    .prepare(),
  remove: write<{ ids: string }>(orm.delete(caseWakes).where(isOneOf(caseWakes.id, 'ids'))),
  withoutWorkflow: orm
    .select()
    .from(cases)
    .where(sql`${cases.id} > ${named('afterId')} and ${CASE_WANTS_WORKFLOW}`)
    .orderBy(asc(cases.id))
    .limit(named('limit'))
    .prepare(),
  unread: orm
    .selectDistinct({
      creditor: cases.creditor,
      reference: cases.reference,
      reportRevision: cases.reportRevision,
    })
    .from(collectorReports)
    .innerJoin(effects, eq(effects.key, collectorReports.orderKey))
    .innerJoin(cases, eq(cases.id, effects.caseId))
    .where(sql`${collectorReports.readAt} is null`)
    .orderBy(asc(cases.creditor), asc(cases.reference), asc(cases.reportRevision))
    .limit(named('limit'))
    .prepare(),
  ofDebtor: write<{ creditor: string; customerId: number | null; cause: string; createdAt: Instant }>(
    insertFrom(
      caseWakes,
      WAKE,
      sql`${cases} where ${cases.creditor} = ${named('creditor')} and ${ifGiven('customerId', sql`${cases.customerId} = ${named('customerId')}`)} and ${cases.state} in ('PREPARING', 'REVIEWING', 'PENDING', 'PROCESSING')`,
    ),
  ),
  late: orm
    .select()
    .from(cases)
    .where(sql`${cases.nextAt} < ${named('before')}`)
    .orderBy(asc(cases.nextAt))
    .limit(named('limit'))
    .prepare(),
}));

/** A wake of a case to relay. */
export type PendingCaseWake = Readonly<
  Awaited<ReturnType<ReturnType<typeof statements>['pending']['all']>>[number]
>;

/** Notes, in the transaction of its cause, that the case's facts changed. */
export async function queueCaseWake(tx: Tx, caseId: number, cause: string, at: Instant): Promise<void> {
  await statements(tx).insert({ caseId, cause, createdAt: at });
}

/** The same for every case that waits for a collector configuration; returns how many they are. */
export async function queueWakesOfUnconfigured(tx: Tx, cause: string, at: Instant): Promise<number> {
  return (await statements(tx).insertUnconfigured({ cause, createdAt: at })).changes;
}

/** Wakes that were not relayed yet, oldest first, from behind one on. */
export async function pendingCaseWakes(
  tx: Tx,
  limit: number,
  afterId = 0,
): Promise<readonly PendingCaseWake[]> {
  return statements(tx).pending.all({ limit, afterId });
}

/** The same for the cases that one invoice is or was in. */
export async function pendingCaseWakesOf(
  tx: Tx,
  invoice: { readonly creditor: string; readonly number: string },
): Promise<readonly PendingCaseWake[]> {
  const { creditor, number } = invoice;
  return statements(tx).pendingOfInvoice.all({ creditor, number });
}

export async function removeCaseWakes(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await statements(tx).remove({ ids: JSON.stringify(ids) });
}

/** Cases under way that no workflow carries, page by page. */
export async function casesWithoutWorkflow(tx: Tx, page: Page) {
  return statements(tx).withoutWorkflow.all(page);
}

/** Cases of whose collector a report lies unread. */
export async function casesWithUnreadReports(tx: Tx, limit: number) {
  return statements(tx).unread.all({ limit });
}

/** Notes for all cases under way of a creditor, or of one of its customers, that their facts changed. */
export async function queueWakesOfCases(
  tx: Tx,
  of: { readonly creditor: string; readonly customerId: number | null },
  cause: string,
  at: Instant,
): Promise<void> {
  await statements(tx).ofDebtor({ ...of, cause, createdAt: at });
}

/** Cases whose step should have come before that moment, the latest first. */
export async function overdueCases(tx: Tx, before: Instant, limit: number) {
  return statements(tx).late.all({ before, limit });
}
