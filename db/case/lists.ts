import { and, asc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { CaseState } from '../../domain/case/state.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { filteredList, type Restrictions } from '../filtered-list.ts';
import { equals, ifGiven, named } from '../named.ts';
import { caseInvoices, cases } from '../tables/cases.ts';
import { collectorReports } from '../tables/collectors.ts';
import { invoices } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { isOneOf } from '../words.ts';
import type { CaseRow } from './cases.ts';

/** What a case is to somebody who looks for one: deactivation is a status over any state. */
export const CaseStatus = {
  UNDER_WAY: 'under way',
  CLOSED: 'closed',
  FAILED: 'failed',
  DEACTIVATED: 'deactivated',
} as const;
export type CaseStatus = (typeof CaseStatus)[keyof typeof CaseStatus];

/** The status of a case as its row has it. */
export function statusOf(row: Pick<CaseRow, 'state' | 'deactivatedAt'>): CaseStatus {
  if (row.deactivatedAt !== null) return CaseStatus.DEACTIVATED;
  if (row.state === CaseState.CLOSED) return CaseStatus.CLOSED;
  return row.state === CaseState.FAILED ? CaseStatus.FAILED : CaseStatus.UNDER_WAY;
}

/** Which cases a list shows; what is left out does not restrict. */
export interface CaseFilter {
  readonly creditor?: string | undefined;
  readonly states?: readonly CaseState[] | undefined;
  readonly statuses?: readonly CaseStatus[] | undefined;
  readonly held?: boolean | undefined;
  readonly attention?: boolean | undefined;
  readonly configuration?: string | undefined;
  readonly customerId?: number | undefined;
  /** The id of the last one seen. */
  readonly afterId?: number | undefined;
}

export interface CaseCount {
  readonly creditor: string;
  readonly state: CaseState;
  readonly isDeactivated: boolean;
  readonly currency: string;
  readonly count: number;
  /** Minor units. */
  readonly open: number;
  readonly collected: number;
  readonly held: number;
  readonly needs: number;
}

export interface InvoiceOfCase {
  readonly caseId: number;
  readonly number: string;
  /** False once the case let go of it. */
  readonly active: boolean;
}

const UNDER_WAY = sql`${cases.deactivatedAt} is null
  and ${cases.state} in ('PREPARING', 'REVIEWING', 'PENDING', 'PROCESSING')`;
const STATUS = sql`case when ${cases.deactivatedAt} is not null then 'deactivated'
  when ${cases.state} = 'CLOSED' then 'closed' when ${cases.state} = 'FAILED' then 'failed' else 'under way' end`;

const isUnderWayOnly = (statuses: readonly CaseStatus[]) => statuses.join() === CaseStatus.UNDER_WAY;

const RESTRICTIONS: Restrictions<Exclude<keyof CaseFilter, 'afterId'>> = {
  creditor: () => equals(cases, 'creditor'),
  states: () => isOneOf(cases.state, 'states'),
  // Written out for what nearly every list asks, so that an index on the state can serve it.
  statuses: (statuses: readonly CaseStatus[]) =>
    isUnderWayOnly(statuses) ? UNDER_WAY : isOneOf(STATUS, 'statuses'),
  held: (held: boolean) => eq(cases.held, held),
  attention: (wanted: boolean) => (wanted ? isNotNull(cases.attention) : isNull(cases.attention)),
  configuration: () => equals(cases, 'configuration'),
  customerId: () => equals(cases, 'customerId'),
};

/** What is written out in the statement tells one prepared list from another. */
function wordOf(field: keyof typeof RESTRICTIONS, value: unknown): string {
  if (field === 'held' || field === 'attention') return `${field}=${value}`;
  return field === 'statuses' && isUnderWayOnly(value as readonly CaseStatus[]) ? 'under way' : field;
}

const statements = preparedStatements(({ orm }) => ({
  list: filteredList(orm, cases, RESTRICTIONS, wordOf),
  counts: orm
    .select({
      creditor: cases.creditor,
      state: cases.state,
      isDeactivated: sql<number>`${cases.deactivatedAt} is not null`,
      currency: cases.currency,
      count: sql<number>`count(*)`,
      // What an ended case once had open is owed on its invoices, or nowhere.
      open: sql<number>`coalesce(sum(${cases.openPrincipal} + ${cases.openFees} + ${cases.openInterest} + ${cases.openCosts})
        filter (where ${UNDER_WAY}), 0)`,
      collected: sql<number>`sum(${cases.collected})`,
      held: sql<number>`sum(${cases.held})`,
      needs: sql<number>`count(${cases.attention})`,
    })
    .from(cases)
    .where(ifGiven('creditor', sql`${cases.creditor} = ${named('creditor')}`))
    .groupBy(cases.creditor, cases.state, sql`3`, cases.currency)
    .prepare(),
  invoices: orm
    .select({ caseId: caseInvoices.caseId, number: invoices.number, active: caseInvoices.active })
    .from(caseInvoices)
    .innerJoin(invoices, eq(invoices.id, caseInvoices.invoiceId))
    .where(isOneOf(caseInvoices.caseId, 'ids'))
    .orderBy(asc(caseInvoices.caseId), asc(invoices.id))
    .prepare(),
  unread: orm
    .select({ orderKey: collectorReports.orderKey, receivedAt: collectorReports.receivedAt })
    .from(collectorReports)
    .where(and(isNull(collectorReports.readAt), lt(collectorReports.receivedAt, named('before'))))
    .orderBy(asc(collectorReports.id))
    .limit(named('limit'))
    .prepare(),
}));

/** Cases that match, in the order of their ids; the next page starts after the last id of this one. */
export async function listCases(
  tx: Tx,
  filter: CaseFilter & { readonly limit: number },
): Promise<readonly CaseRow[]> {
  return statements(tx).list(filter);
}

/** Invoices that are or were in these cases. */
export async function invoicesOfCases(tx: Tx, caseIds: readonly number[]): Promise<readonly InvoiceOfCase[]> {
  return statements(tx).invoices.all({ ids: JSON.stringify(caseIds) });
}

/** How many cases stand where, and what is open on them; for one creditor or for all. */
export async function countCases(tx: Tx, creditor?: string): Promise<readonly CaseCount[]> {
  const rows = await statements(tx).counts.all({ creditor: creditor ?? null });
  return rows.map((row) => ({ ...row, isDeactivated: row.isDeactivated === 1 }));
}

/** Reports of collectors received before that moment that no case has read, oldest first. */
export async function unreadReports(
  tx: Tx,
  before: Instant,
  limit: number,
): Promise<readonly { readonly orderKey: string; readonly receivedAt: Instant }[]> {
  return statements(tx).unread.all({ before, limit });
}
