import type { CaseRow } from '../../db/case/cases.ts';
import { statusOf } from '../../db/case/lists.ts';
import type { CustomerRow } from '../../db/customer/customers.ts';
import { needsInShort } from '../../domain/tasks/task.ts';
import { type Columns, columnsOf, type Listed } from '../kit/columns.ts';
import { openOf } from '../kit/open.ts';

/** What a column can look at. */
export interface ListedCase extends Listed {
  readonly row: CaseRow;
  readonly customer: CustomerRow | undefined;
  /** Numbers of its invoices, of those it let go of too. */
  readonly invoices: readonly string[];
}

const { text, number, flag, money, day, moment } = columnsOf<ListedCase>();

/** Every column that a list of cases can show, by its name. */
export const CASE_COLUMNS = {
  creditor: text('the creditor', ({ row }) => row.creditor),
  reference: text('reference of the case', ({ row }) => row.reference),
  externalId: text('id that its maker gave it', ({ row }) => row.externalId),
  source: text('where it comes from', ({ row }) => row.source),
  customer: text("the customer's reference", ({ customer }) => customer?.reference ?? null),
  name: text("the customer's name", ({ customer }) => customer?.name ?? null),
  invoices: text('its invoices', ({ invoices }) => invoices.join(', ')),
  state: text('where it stands', ({ row }) => row.state),
  status: text('under way, closed, failed or deactivated', ({ row }) => statusOf(row)),
  outcome: text('how it ended', ({ row }) => row.outcome),
  environment: text('TEST or PRODUCTION', ({ row }) => row.environment),
  language: text('language towards the debtor', ({ row }) => row.language),
  configuration: text('collector configuration', ({ row }) => row.configuration),
  next: text('the next step', ({ row }) => row.nextStep),
  nextOn: moment('when it comes, local time', ({ row }) => row.nextAt),
  because: text('why it waits', ({ row }) => row.because),
  held: flag('paused', ({ row }) => row.held),
  needs: text('what a person has to look at: the oldest task, and how many more', ({ row }) =>
    needsInShort(row),
  ),
  amount: money('amount handed to collection', ({ row }) => row.amount),
  principal: money('open principal', ({ row }) => row.openPrincipal),
  fees: money('open fees', ({ row }) => row.openFees),
  interest: money('open interest', ({ row }) => row.openInterest),
  costs: money('open costs', ({ row }) => row.openCosts),
  open: money('open altogether', ({ row }) => openOf(row)),
  collected: money('collected', ({ row }) => row.collected),
  surplus: money('collected too much', ({ row }) => row.surplus),
  currency: text('currency', ({ row }) => row.currency),
  contractDate: day('day of the contract', ({ row }) => row.contractDate),
  dueOn: day('day it was due', ({ row }) => row.dueOn),
  openedOn: moment('when it was created', ({ row }) => row.openedAt),
  creator: text('who created it', ({ row }) => row.creator),
  reviewStartedOn: moment('when its review started', ({ row }) => row.reviewStartedAt),
  reviewedOn: moment('when it was reviewed', ({ row }) => row.reviewedAt),
  reviewer: text('who reviewed it', ({ row }) => row.reviewer),
  processingStartedOn: moment('when the collector accepted it', ({ row }) => row.processingStartedAt),
  timeoutOn: day('day it times out', ({ row }) => row.processingTimeoutOn),
  closedOn: moment('when it was closed', ({ row }) => row.closedAt),
  failedOn: moment('when it failed', ({ row }) => row.failedAt),
  failure: text('why it failed', ({ row }) => row.failureReason),
  publishedOn: moment('visible to the debtor since', ({ row }) => row.publishedAt),
  stepsTakenOn: moment('when the debtor first heard of it', ({ row }) => row.stepsTakenAt),
  deactivatedOn: moment('when it was deactivated', ({ row }) => row.deactivatedAt),
  version: number('the version that a change has to name', ({ row }) => row.version),
} as const satisfies Columns<ListedCase>;
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
