import { and, asc, eq, sql } from 'drizzle-orm';
import type { Instant } from '../domain/day.ts';
import { invoices, wakeOutbox } from './schema.ts';
import { caseInvoices, cases } from './schema-cases.ts';
import { placeholders, prepareWrite } from './statement.ts';
import { family, type Tx } from './tx.ts';

const statements = family((orm, client) => ({
  insert: prepareWrite<{ invoiceId: number; cause: string; createdAt: Instant }>(
    client,
    orm.insert(wakeOutbox).values(placeholders(wakeOutbox, ['invoiceId', 'cause', 'createdAt'])),
  ),
  pending: orm
    .select({
      id: wakeOutbox.id,
      invoiceId: wakeOutbox.invoiceId,
      cause: wakeOutbox.cause,
      createdAt: wakeOutbox.createdAt,
      creditor: invoices.creditor,
      number: invoices.number,
      round: invoices.round,
      stage: invoices.stage,
      nextStep: invoices.nextStep,
      nextAt: invoices.nextAt,
      hasWorkflow: invoices.hasWorkflow,
      /** Reference of the active case, whose workflow is to be told instead. */
      activeCase: cases.reference,
    })
    .from(wakeOutbox)
    .innerJoin(invoices, eq(invoices.id, wakeOutbox.invoiceId))
    .leftJoin(caseInvoices, and(eq(caseInvoices.invoiceId, invoices.id), eq(caseInvoices.active, true)))
    .leftJoin(cases, eq(cases.id, caseInvoices.caseId))
    .orderBy(asc(wakeOutbox.id))
    .limit(sql.placeholder('limit'))
    .prepare(),
  remove: prepareWrite<{ ids: string }>(
    client,
    orm
      .delete(wakeOutbox)
      .where(sql`${wakeOutbox.id} in (select value from json_each(${sql.placeholder('ids')}))`),
  ),
  count: orm.select({ count: sql<number>`count(*)` }).from(wakeOutbox).prepare(),
}));

/** A wake to relay, with what decides where it goes. */
export type PendingWake = Readonly<ReturnType<ReturnType<typeof statements>['pending']['all']>[number]>;

/** Notes, in the transaction of its cause, that the invoice's facts changed. */
export async function queueWake(tx: Tx, invoiceId: number, cause: string, at: Instant): Promise<void> {
  statements(tx).insert({ invoiceId, cause, createdAt: at });
}

/** Wakes that were not relayed yet, oldest first. */
export async function pendingWakes(tx: Tx, limit: number): Promise<readonly PendingWake[]> {
  return statements(tx).pending.all({ limit });
}

/** Takes out wakes that were relayed. */
export async function removeWakes(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) statements(tx).remove({ ids: JSON.stringify(ids) });
}

export async function countWakes(tx: Tx): Promise<number> {
  return statements(tx).count.get()?.count ?? 0;
}
