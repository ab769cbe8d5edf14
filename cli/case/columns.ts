import type { CaseRow } from '../../db/case/cases.ts';
import { statusOf } from '../../db/case/lists.ts';
import type { CustomerRow } from '../../db/customer/customers.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { needsInShort } from '../../domain/tasks/task.ts';
import { type ListColumn, momentOf, type Value } from '../kit/columns.ts';
import { dayText } from '../kit/format.ts';

/** What a column can look at. */
export interface ListedCase {
  readonly row: CaseRow;
  readonly customer: CustomerRow | undefined;
  /** Numbers of its invoices, of those it let go of too. */
  readonly invoices: readonly string[];
  readonly calendar: Calendar;
}

type CaseColumn = ListColumn<ListedCase>;

const column = (about: string, value: (of: ListedCase) => Value): CaseColumn => ({ about, value });
const money = (about: string, value: (row: CaseRow) => number): CaseColumn => ({
  about,
  isMoney: true,
  value: ({ row }) => value(row),
});
const day = (about: string, value: (row: CaseRow) => number | null): CaseColumn =>
  column(about, ({ row }) => dayText(value(row)) || null);
const moment = (about: string, value: (row: CaseRow) => Instant | null): CaseColumn =>
  column(about, ({ row, calendar }) => momentOf(value(row), calendar));

export function openOfCase(row: CaseRow): number {
  return row.openPrincipal + row.openFees + row.openInterest + row.openCosts;
}

/** Every column that `dunwell case list` can show, by its name. */
export const CASE_COLUMNS = {
  creditor: column('the creditor', ({ row }) => row.creditor),
  reference: column('reference of the case', ({ row }) => row.reference),
  externalId: column('id that its maker gave it', ({ row }) => row.externalId),
  source: column('where it comes from', ({ row }) => row.source),
  customer: column("the customer's reference", ({ customer }) => customer?.reference ?? null),
  name: column("the customer's name", ({ customer }) => customer?.name ?? null),
  invoices: column('its invoices', ({ invoices }) => invoices.join(', ')),
  state: column('where it stands', ({ row }) => row.state),
  status: column('under way, closed, failed or deactivated', ({ row }) => statusOf(row)),
  outcome: column('how it ended', ({ row }) => row.outcome),
  environment: column('TEST or PRODUCTION', ({ row }) => row.environment),
  language: column('language towards the debtor', ({ row }) => row.language),
  configuration: column('collector configuration', ({ row }) => row.configuration),
  next: column('the next step', ({ row }) => row.nextStep),
  nextOn: moment('when it comes, local time', (row) => row.nextAt),
  because: column('why it waits', ({ row }) => row.because),
  held: column('paused', ({ row }) => row.held),
  needs: column('what a person has to look at: the oldest task, and how many more', ({ row }) =>
    needsInShort(row),
  ),
  amount: money('amount handed to collection', (row) => row.amount),
  principal: money('open principal', (row) => row.openPrincipal),
  fees: money('open fees', (row) => row.openFees),
  interest: money('open interest', (row) => row.openInterest),
  costs: money('open costs', (row) => row.openCosts),
  open: money('open altogether', openOfCase),
  collected: money('collected', (row) => row.collected),
  surplus: money('collected too much', (row) => row.surplus),
  currency: column('currency', ({ row }) => row.currency),
  contractDate: day('day of the contract', (row) => row.contractDate),
  dueOn: day('day it was due', (row) => row.dueOn),
  openedOn: moment('when it was created', (row) => row.openedAt),
  creator: column('who created it', ({ row }) => row.creator),
  reviewStartedOn: moment('when its review started', (row) => row.reviewStartedAt),
  reviewedOn: moment('when it was reviewed', (row) => row.reviewedAt),
  reviewer: column('who reviewed it', ({ row }) => row.reviewer),
  processingStartedOn: moment('when the collector accepted it', (row) => row.processingStartedAt),
  timeoutOn: day('day it times out', (row) => row.processingTimeoutOn),
  closedOn: moment('when it was closed', (row) => row.closedAt),
  failedOn: moment('when it failed', (row) => row.failedAt),
  failure: column('why it failed', ({ row }) => row.failureReason),
  publishedOn: moment('visible to the debtor since', (row) => row.publishedAt),
  stepsTakenOn: moment('when the debtor first heard of it', (row) => row.stepsTakenAt),
  deactivatedOn: moment('when it was deactivated', (row) => row.deactivatedAt),
  version: column('the version that a change has to name', ({ row }) => row.version),
} as const satisfies Record<string, CaseColumn>;
export type CaseColumnName = keyof typeof CASE_COLUMNS;

/** What a list shows when nobody chose. */
export const DEFAULT_CASE_COLUMNS: readonly CaseColumnName[] = [
  'reference',
  'customer',
  'invoices',
  'state',
  'configuration',
  'next',
  'nextOn',
  'held',
  'needs',
  'open',
  'collected',
  'currency',
];

/** The same for the archive. */
export const ARCHIVE_COLUMNS: readonly CaseColumnName[] = [
  'reference',
  'customer',
  'invoices',
  'status',
  'state',
  'outcome',
  'closedOn',
  'deactivatedOn',
  'open',
  'collected',
  'currency',
];
