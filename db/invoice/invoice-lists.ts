import { and, asc, eq, gt, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { TransferMode } from '../../domain/invoice/policy.ts';
import type { Stage } from '../../domain/invoice/stage.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { InvoiceTask } from '../../domain/tasks/task.ts';
import { filteredList, type Restrictions } from '../filtered-list.ts';
import { equals, ifGiven, named } from '../named.ts';
import { policies } from '../tables/creditors.ts';
import { type InvoiceRow, invoices, MAY_GO_ON, WANTS_WORKFLOW } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { isOneOf, jsonInteger } from '../words.ts';

/** Which invoices a list shows; what is left out does not restrict. */
export interface InvoiceFilter {
  readonly creditor?: string | undefined;
  readonly stages?: readonly Stage[] | undefined;
  /** The mode in force: fixed at listing, else the invoice's own, else its pinned policy's. */
  readonly mode?: TransferMode | undefined;
  /** The debt collection list: claims of mode 20, or of mode 30. */
  readonly tab?: 'automatic' | 'manual' | undefined;
  readonly held?: boolean | undefined;
  readonly attention?: boolean | undefined;
  readonly customerId?: number | undefined;
  /** Only with a next step before that moment. */
  readonly nextBefore?: Instant | undefined;
  /** The id of the last one seen. */
  readonly afterId?: number | undefined;
}

export interface StageCount {
  readonly creditor: string;
  readonly stage: Stage;
  readonly mode: TransferMode;
  readonly held: boolean;
  readonly attention: InvoiceTask | null;
  readonly count: number;
  /** Minor units; a creditor has one currency. */
  readonly openTotal: number;
}

const modeInForce = sql`coalesce(${invoices.fixedMode}, ${invoices.ownTransferMode}, (
  select ${jsonInteger(policies.body, 'transfer', 'mode')} from ${policies}
  where ${policies.creditor} = ${invoices.creditor} and ${policies.version} = ${invoices.policyVersion}))`;

const RESTRICTIONS: Restrictions<Exclude<keyof InvoiceFilter, 'afterId'>> = {
  creditor: () => equals(invoices, 'creditor'),
  stages: () => isOneOf(invoices.stage, 'stages'),
  mode: () => sql`${modeInForce} = ${named('mode')}`,
  tab: (tab: 'automatic' | 'manual') =>
    and(eq(invoices.stage, 'LISTED'), eq(invoices.fixedMode, tab === 'automatic' ? 20 : 30)),
  held: (held: boolean) => eq(invoices.held, held),
  attention: (wanted: boolean) => (wanted ? isNotNull(invoices.attention) : isNull(invoices.attention)),
  customerId: () => equals(invoices, 'customerId'),
  nextBefore: () => lt(invoices.nextAt, named('nextBefore')),
};
const WRITTEN_OUT: readonly string[] = ['tab', 'held', 'attention'];

const statements = preparedStatements(({ orm }) => {
  const inOrder = (...where: SQL[]) =>
    orm
      .select()
      .from(invoices)
      .where(and(...where, gt(invoices.id, named('afterId'))))
      .orderBy(asc(invoices.id))
      .limit(named('limit'))
      .prepare();
  return {
    list: filteredList(orm, invoices, RESTRICTIONS, (field, value) =>
      WRITTEN_OUT.includes(field) ? `${field}=${value}` : field,
    ),
    wantingWorkflow: inOrder(WANTS_WORKFLOW as SQL),
    wantingWorkflowSoon: inOrder(WANTS_WORKFLOW as SQL, lt(invoices.nextAt, named('nextBefore'))),
    overdue: orm
      .select()
      .from(invoices)
      .where(and(lt(invoices.nextAt, named('before')), MAY_GO_ON))
      .orderBy(asc(invoices.nextAt))
      .limit(named('limit'))
      .prepare(),
    // Grouped by what the row has before the policy is asked for its mode: once per group, not per invoice.
    counts: orm
      .select({
        creditor: invoices.creditor,
        stage: invoices.stage,
        mode: sql<TransferMode>`${modeInForce}`,
        held: invoices.held,
        attention: invoices.attention,
        count: sql<number>`count(*)`,
        openTotal: sql<number>`sum(${invoices.openPrincipal} + ${invoices.openFees} + ${invoices.openInterest} + ${invoices.openCosts})`,
      })
      .from(invoices)
      .where(ifGiven('creditor', sql`${invoices.creditor} = ${named('creditor')}`))
      .groupBy(
        invoices.creditor,
        invoices.stage,
        invoices.policyVersion,
        invoices.ownTransferMode,
        invoices.fixedMode,
        invoices.held,
        invoices.attention,
      )
      .prepare(),
  };
});

/** Invoices that match, in the order of their ids; the next page starts after the last id of this one. */
export async function listInvoices(
  tx: Tx,
  filter: InvoiceFilter & { readonly limit: number },
): Promise<readonly InvoiceRow[]> {
  return statements(tx).list(filter);
}

/**
 * Open invoices that no workflow carries, and paid ones that a known booking may reopen.
 *
 * With `nextBefore` only those whose next step is near; one without any next moment waits to be woken.
 */
export async function invoicesWithoutWorkflow(
  tx: Tx,
  page: {
    readonly afterId?: number;
    readonly limit: number;
    readonly nextBefore?: Instant | null | undefined;
  },
): Promise<readonly InvoiceRow[]> {
  const { afterId = 0, limit, nextBefore } = page;
  const { wantingWorkflow, wantingWorkflowSoon } = statements(tx);
  return nextBefore === undefined || nextBefore === null
    ? wantingWorkflow.all({ afterId, limit })
    : wantingWorkflowSoon.all({ afterId, limit, nextBefore });
}

/** Invoices whose next step should have come before that moment, the longest overdue first. */
export async function overdueInvoices(
  tx: Tx,
  before: Instant,
  limit: number,
): Promise<readonly InvoiceRow[]> {
  return statements(tx).overdue.all({ before, limit });
}

/** How many invoices stand where, and what is open on them; for one creditor or for all. */
export async function countByStage(tx: Tx, creditor?: string): Promise<readonly StageCount[]> {
  const groups = new Map<string, StageCount>();
  for (const row of await statements(tx).counts.all({ creditor: creditor ?? null })) {
    const key = JSON.stringify([row.creditor, row.stage, row.mode, row.held, row.attention]);
    const group = groups.get(key);
    const count = row.count + (group?.count ?? 0);
    groups.set(key, { ...row, count, openTotal: row.openTotal + (group?.openTotal ?? 0) });
  }
  return [...groups.values()];
}
