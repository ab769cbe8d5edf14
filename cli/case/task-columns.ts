import type { BillingAddress } from '../../contracts/collector.ts';
import type { CaseRow } from '../../db/case/cases.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { needsInShort } from '../../domain/tasks/task.ts';
import { type Moment, momentOf } from '../kit/columns.ts';
import type { ListedCase } from './columns.ts';

/** A case that people collect, with whom it is against. */
export interface HandTask extends ListedCase {
  readonly address: BillingAddress;
}

const money = (of: (row: CaseRow) => number) => (task: HandTask) =>
  formatAmount(of(task.row), task.row.currency);
const day = (of: (row: CaseRow) => Day | null) => (task: HandTask) => {
  const found = of(task.row);
  return found === null ? '' : formatDay(found);
};
const field = (of: (address: BillingAddress) => string | undefined) => (task: HandTask) =>
  of(task.address) ?? '';

/** Columns of the export, in their order: they may grow at the end, and never change their meaning. */
export const TASK_COLUMNS: Readonly<Record<string, (task: HandTask) => string | Moment>> = {
  creditor: ({ row }) => row.creditor,
  reference: ({ row }) => row.reference,
  externalId: ({ row }) => row.externalId,
  environment: ({ row }) => row.environment,
  customer: ({ customer }) => customer?.reference ?? '',
  name: ({ address }) => nameOf(address),
  street: field(({ street }) => street),
  postcode: field(({ postcode }) => postcode),
  city: field(({ city }) => city),
  country: field(({ country }) => country),
  email: field(({ emailAddress }) => emailAddress),
  phone: field(({ phoneNumber, mobilePhoneNumber }) => phoneNumber ?? mobilePhoneNumber),
  registerNumber: field(({ commercialRegisterNumber }) => commercialRegisterNumber),
  language: ({ row }) => row.language,
  invoices: ({ invoices }) => invoices.join(', '),
  contractDate: day((row) => row.contractDate),
  dueOn: day((row) => row.dueOn),
  currency: ({ row }) => row.currency,
  amount: money((row) => row.amount),
  principal: money((row) => row.openPrincipal),
  fees: money((row) => row.openFees),
  interest: money((row) => row.openInterest),
  costs: money((row) => row.openCosts),
  open: money((row) => row.openPrincipal + row.openFees + row.openInterest + row.openCosts),
  collected: money((row) => row.collected),
  since: ({ row, calendar }) => momentOf(row.processingStartedAt, calendar) ?? '',
  timeoutOn: day((row) => row.processingTimeoutOn),
  held: ({ row }) => (row.held ? 'yes' : ''),
  needs: ({ row }) => needsInShort(row) ?? '',
};

/** Of what a list on the screen shows. */
export const SHOWN_TASK_COLUMNS = [
  ...['reference', 'name', 'city', 'phone', 'invoices', 'currency', 'open', 'collected'],
  ...['since', 'timeoutOn', 'held', 'needs'],
];

export function nameOf({ organizationName, givenName, familyName }: BillingAddress): string {
  const person = [givenName, familyName].filter((part) => part !== undefined && part !== '').join(' ');
  return [organizationName, person].filter((part) => part !== undefined && part !== '').join(', ');
}
