import type { CaseRow } from '../../db/case/cases.ts';
import { CaseStatus, invoicesOfCases, listCases } from '../../db/case/lists.ts';
import { findCustomer } from '../../db/customer/customers.ts';
import type { Page } from '../../db/pages.ts';
import type { Tx } from '../../db/tx.ts';
import type { Reader, Tenant } from '../kit/reader.ts';
import { ARCHIVE_COLUMNS, type CaseColumnName, DEFAULT_CASE_COLUMNS, type ListedCase } from './columns.ts';
import { type CaseQuery, caseFilter, statusesAsked } from './filter.ts';

/** What a list shows when nobody chose: of completed cases how they ended, of others what comes next. */
export function caseColumnsFor(query: CaseQuery): readonly CaseColumnName[] {
  const isArchive = statusesAsked(query)?.join() !== CaseStatus.UNDER_WAY;
  return isArchive && query.needs !== true ? ARCHIVE_COLUMNS : DEFAULT_CASE_COLUMNS;
}

/** What to say when no case matches: completed ones may be hidden. */
export function noCaseInWords(query: CaseQuery): string {
  const isAsked = query.status !== undefined || statusesAsked(query) === undefined;
  return `No case matches.${isAsked ? '' : ' --show-completed shows completed ones too.'}`;
}

/** A page of a creditor's cases that match, in the order in which they were opened. */
export async function casePage(
  { db }: Reader,
  tenant: Tenant,
  query: CaseQuery,
  page: Page,
): Promise<readonly ListedCase[]> {
  return db.read(async (tx) => {
    const filter = await caseFilter(tx, tenant, query);
    return listedCases(tx, tenant, await listCases(tx, { ...filter, ...page }));
  });
}

/** Rows with their customers and invoices. */
export async function listedCases(
  tx: Tx,
  { calendar }: Tenant,
  rows: readonly CaseRow[],
): Promise<readonly ListedCase[]> {
  const linked = await invoicesOfCases(
    tx,
    rows.map((row) => row.id),
  );
  const listed: ListedCase[] = [];
  for (const row of rows) {
    const customer = await findCustomer(tx, row.customerId);
    const invoices = linked.filter(({ caseId }) => caseId === row.id).map(({ number }) => number);
    listed.push({ row, customer, invoices, calendar, currency: row.currency });
  }
  return listed;
}
