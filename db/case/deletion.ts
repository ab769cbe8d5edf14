import { eq, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Instant } from '../../domain/kernel/day.ts';
import { TaskSubject } from '../../domain/tasks/task.ts';
import { equals, named } from '../named.ts';
import { placeholders } from '../prepared.ts';
import {
  caseCharges,
  caseCommands,
  caseContents,
  caseEvents,
  caseInvoices,
  caseMessages,
  caseReceipts,
  cases,
  caseTombstones,
  caseWakes,
} from '../tables/cases.ts';
import { collectorReports } from '../tables/collectors.ts';
import { caseDocuments } from '../tables/documents.ts';
import { effectContents, effects } from '../tables/effects.ts';
import { holdReleases, holds } from '../tables/holds.ts';
import { eraseTasksOf } from '../tasks/tasks.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import type { CaseRow } from './cases.ts';

const CONTENTS: readonly (SQLiteTable & { readonly caseId: SQLiteColumn })[] = [
  caseContents,
  caseCharges,
  caseCommands,
  caseDocuments,
  caseEvents,
  caseInvoices,
  caseMessages,
  caseReceipts,
  caseWakes,
];

const statements = preparedStatements(({ orm, write }) => ({
  contents: CONTENTS.map((table) =>
    write<{ caseId: number }>(orm.delete(table).where(equals(table, 'caseId'))),
  ),
  releases: write<{ caseId: number }>(
    orm
      .delete(holdReleases)
      .where(
        sql`${holdReleases.holdId} in (select ${holds.id} from ${holds} where ${holds.caseId} = ${named('caseId')})`,
      ),
  ),
  holds: write<{ caseId: number }>(orm.delete(holds).where(equals(holds, 'caseId'))),
  effectContents: write<{ caseId: number }>(
    orm
      .delete(effectContents)
      .where(
        sql`${effectContents.key} in (select ${effects.key} from ${effects} where ${effects.caseId} = ${named('caseId')})`,
      ),
  ),
  reports: write<{ caseId: number }>(
    orm
      .delete(collectorReports)
      .where(
        sql`${collectorReports.orderKey} in (select ${effects.key} from ${effects} where ${effects.caseId} = ${named('caseId')})`,
      ),
  ),
  row: write<{ caseId: number }>(orm.delete(cases).where(eq(cases.id, named('caseId')))),
  tombstone: write<Omit<typeof caseTombstones.$inferSelect, 'id'>>(
    orm
      .insert(caseTombstones)
      .values(placeholders(caseTombstones, ['creditor', 'reference', 'externalId', 'deletedAt', 'by'])),
  ),
}));

/**
 * Erases everything of a case but what others need: the keys of its effects, which are never used again, and the
 * bookings on its invoices. A tombstone keeps its reference and external id, when it went and by whom.
 */
export async function eraseCase(
  tx: Tx,
  row: CaseRow,
  deletion: { readonly deletedAt: Instant; readonly by: string },
): Promise<void> {
  const { contents, releases, holds, effectContents, reports, row: remove, tombstone } = statements(tx);
  const caseId = row.id;
  await effectContents({ caseId });
  await reports({ caseId });
  await releases({ caseId });
  await holds({ caseId });
  for (const erase of contents) await erase({ caseId });
  await remove({ caseId });
  const { creditor, reference, externalId } = row;
  await eraseTasksOf(tx, { creditor, subject: TaskSubject.CASE, about: reference });
  await tombstone({ creditor, reference, externalId, ...deletion });
}
