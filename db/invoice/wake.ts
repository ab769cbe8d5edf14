import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import type { Obstacle } from '../../domain/invoice/plan.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { insertFrom } from '../insert-from.ts';
import { equals, named } from '../named.ts';
import { placeholders } from '../prepared.ts';
import { caseInvoices, cases, caseWakes } from '../tables/cases.ts';
import { IS_KEPT_BACK, invoices, wakeOutbox } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { isOneOf } from '../words.ts';

const PENDING = {
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
};
const IN_A_CASE = and(eq(caseInvoices.invoiceId, invoices.id), eq(caseInvoices.active, true));

interface KeptBack {
  readonly creditor: string;
  readonly customerId: number;
  readonly obstacle: Obstacle;
}

const KEPT_BACK = and(
  equals(invoices, 'creditor'),
  equals(invoices, 'customerId'),
  eq(invoices.keptBackBy, named('obstacle')),
  IS_KEPT_BACK,
);

const statements = preparedStatements(({ orm, write }) => ({
  insert: write<{ invoiceId: number; cause: string; createdAt: Instant }>(
    orm.insert(wakeOutbox).values(placeholders(wakeOutbox, ['invoiceId', 'cause', 'createdAt'])),
  ),
  pending: orm
    .select(PENDING)
    .from(wakeOutbox)
    .innerJoin(invoices, eq(invoices.id, wakeOutbox.invoiceId))
    .leftJoin(caseInvoices, IN_A_CASE)
    .leftJoin(cases, eq(cases.id, caseInvoices.caseId))
    .where(gt(wakeOutbox.id, named('afterId')))
    .orderBy(asc(wakeOutbox.id))
    .limit(named('limit'))
    .prepare(),
  pendingOfCase: orm
    .select(PENDING)
    .from(wakeOutbox)
    .innerJoin(invoices, eq(invoices.id, wakeOutbox.invoiceId))
    .leftJoin(caseInvoices, IN_A_CASE)
    .leftJoin(cases, eq(cases.id, caseInvoices.caseId))
    .where(
      sql`${wakeOutbox.invoiceId} in (select of_case.invoice_id from case_invoices as of_case inner join cases as itself on itself.id = of_case.case_id where itself.creditor = ${named('creditor')} and itself.reference = ${named('reference')})`,
    )
    .orderBy(asc(wakeOutbox.id))
    .prepare(),
  raiseKeptBack: write<KeptBack>(
    orm
      .update(invoices)
      .set({ version: sql`${invoices.version} + 1` })
      .where(KEPT_BACK),
  ),
  insertKeptBack: write<KeptBack & { cause: string; createdAt: Instant }>(
    insertFrom(
      wakeOutbox,
      { invoiceId: invoices.id, cause: sql`${named('cause')}`, createdAt: sql`${named('createdAt')}` },
      sql`${invoices} where ${KEPT_BACK}`,
    ),
  ),
  remove: write<{ ids: string }>(orm.delete(wakeOutbox).where(isOneOf(wakeOutbox.id, 'ids'))),
  lying: orm
    .select({ id: wakeOutbox.id })
    .from(wakeOutbox)
    .orderBy(desc(wakeOutbox.id))
    .limit(named('limit'))
    .prepare(),
  lyingOfCases: orm
    .select({ id: caseWakes.id })
    .from(caseWakes)
    .orderBy(desc(caseWakes.id))
    .limit(named('limit'))
    .prepare(),
}));

/** The cause of an invoice's first wake, whose row holds a plan that is still current. */
export const TAKEN_IN = 'taken in';

/** A wake to relay, with what decides where it goes. */
export type PendingWake = Readonly<
  Awaited<ReturnType<ReturnType<typeof statements>['pending']['all']>>[number]
>;

/** Notes, in the transaction of its cause, that the invoice's facts changed. */
export async function queueWake(tx: Tx, invoiceId: number, cause: string, at: Instant): Promise<void> {
  await statements(tx).insert({ invoiceId, cause, createdAt: at });
}

/**
 * The same, per set, for all of a customer that an obstacle kept back which has ended; what ends for a whole creditor is
 * noted by `noteEndedObstacle`.
 */
export async function queueWakesOfKeptBack(
  tx: Tx,
  of: { readonly creditor: string; readonly customerId: number },
  obstacle: Obstacle,
  at: Instant,
): Promise<void> {
  const { raiseKeptBack, insertKeptBack } = statements(tx);
  await raiseKeptBack({ ...of, obstacle });
  await insertKeptBack({ ...of, obstacle, cause: `no longer ${obstacle}`, createdAt: at });
}

/** Wakes that were not relayed yet, oldest first, from behind one on. */
export async function pendingWakes(tx: Tx, limit: number, afterId = 0): Promise<readonly PendingWake[]> {
  return statements(tx).pending.all({ limit, afterId });
}

/** The same for the invoices that are or were in one case. */
export async function pendingWakesOfCase(
  tx: Tx,
  ref: { readonly creditor: string; readonly reference: string },
): Promise<readonly PendingWake[]> {
  const { creditor, reference } = ref;
  return statements(tx).pendingOfCase.all({ creditor, reference });
}

/** Takes out wakes that were relayed. */
export async function removeWakes(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await statements(tx).remove({ ids: JSON.stringify(ids) });
}

/** The numbers of wakes that lie there, of invoices and of cases, the highest first. */
export async function lyingWakes(
  tx: Tx,
  limit: number,
): Promise<{ readonly invoices: readonly number[]; readonly cases: readonly number[] }> {
  const { lying, lyingOfCases } = statements(tx);
  const numbers = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id);
  return { invoices: numbers(await lying.all({ limit })), cases: numbers(await lyingOfCases.all({ limit })) };
}
