import { and, asc, isNull, sql } from 'drizzle-orm';
import type { CollectorReport } from '../../domain/case/report.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { placeholders } from '../prepared.ts';
import { collectorReports } from '../tables/collectors.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { isOneOf } from '../words.ts';

export type CollectorReportRow = Readonly<typeof collectorReports.$inferSelect>;

const statements = preparedStatements(({ orm, write }) => {
  const ofOrder = equals(collectorReports, 'orderKey');
  return {
    insert: write<Pick<CollectorReportRow, 'orderKey' | 'revision' | 'body' | 'receivedAt'>>(
      orm
        .insert(collectorReports)
        .values(placeholders(collectorReports, ['orderKey', 'revision', 'body', 'receivedAt']))
        .onConflictDoNothing(),
    ),
    find: orm
      .select()
      .from(collectorReports)
      .where(and(ofOrder, equals(collectorReports, 'revision')))
      .prepare(),
    unread: orm
      .select()
      .from(collectorReports)
      .where(and(ofOrder, isNull(collectorReports.readAt)))
      .orderBy(asc(collectorReports.revision))
      .prepare(),
    read: write<{ ids: string; at: Instant }>(
      orm
        .update(collectorReports)
        .set({ readAt: sql`${named('at')}` })
        .where(and(isOneOf(collectorReports.id, 'ids'), isNull(collectorReports.readAt))),
    ),
  };
});

/** What became of a report that came in: `other` when another one stands under its revision. */
export type ReportStaged = 'new' | 'unread' | 'read' | 'other';

/** Keeps a report until its case reads it; the first one of a revision stands. */
export async function stageReport(
  tx: Tx,
  report: CollectorReport,
  receivedAt: Instant,
): Promise<ReportStaged> {
  const { insert, find } = statements(tx);
  const { order: orderKey, revision } = report;
  const { changes } = await insert({ orderKey, revision, body: report, receivedAt });
  if (changes === 1) return 'new';
  const stands = await find.get({ orderKey, revision });
  if (stands === undefined || JSON.stringify(stands.body) !== JSON.stringify(report)) return 'other';
  return stands.readAt === null ? 'unread' : 'read';
}

/** Reports of an order that its case has not read, in the order of their revisions. */
export async function unreadReportsOf(tx: Tx, orderKey: string): Promise<readonly CollectorReportRow[]> {
  return statements(tx).unread.all({ orderKey });
}

export async function markReportsRead(tx: Tx, ids: readonly number[], at: Instant): Promise<void> {
  if (ids.length > 0) await statements(tx).read({ ids: JSON.stringify(ids), at });
}
