import type { CustomerRow } from '../../db/customer/customers.ts';
import type { InvoiceRow } from '../../db/invoice/invoices.ts';
import type { Policy } from '../../domain/invoice/policy.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import { type HoldWords, holdReasonInWords } from '../../domain/kernel/hold-words.ts';
import type { Hold } from '../../domain/kernel/holds.ts';
import { needsInShort } from '../../domain/tasks/task.ts';
import { type ListColumn, momentOf, type Value } from '../kit/columns.ts';
import { dayText } from '../kit/format.ts';
import { flagsOf } from './flags.ts';

/** What a column can look at. */
export interface Listed {
  readonly row: InvoiceRow;
  readonly customer: CustomerRow | undefined;
  readonly policy: Policy;
  readonly calendar: Calendar;
  /** Pauses that are in force. */
  readonly holds: readonly Hold[];
  /** In the operator's language. */
  readonly holdWords: HoldWords;
}

export type InvoiceColumn = ListColumn<Listed>;

const column = (about: string, value: (of: Listed) => Value): InvoiceColumn => ({ about, value });
const money = (about: string, value: (row: InvoiceRow) => number): InvoiceColumn => ({
  about,
  isMoney: true,
  value: ({ row }) => value(row),
});
const day = (about: string, value: (row: InvoiceRow) => number | null): InvoiceColumn =>
  column(about, ({ row }) => dayText(value(row)) || null);

const openOf = (row: InvoiceRow) => row.openPrincipal + row.openFees + row.openInterest + row.openCosts;

/** Every column that `dunwell list` can show, by its name. */
export const INVOICE_COLUMNS = {
  creditor: column('the creditor', ({ row }) => row.creditor),
  number: column('invoice number', ({ row }) => row.number),
  customer: column("the customer's reference", ({ customer }) => customer?.reference ?? null),
  name: column("the customer's name", ({ customer }) => customer?.name ?? null),
  stage: column('where it stands', ({ row }) => row.stage),
  mode: column(
    'transfer mode in force',
    ({ row, policy }) => row.fixedMode ?? row.ownTransferMode ?? policy.transfer.mode,
  ),
  level: column(
    'the last level delivered or waived',
    ({ row, policy }) => policy.levels[row.levelsDone - 1]?.name ?? null,
  ),
  issuedOn: day('day of issue', (row) => row.issuedOn),
  dueOn: day('due date', (row) => row.dueOn),
  next: column('the next step', ({ row }) => row.nextStep),
  nextOn: column('when it comes, local time', ({ row, calendar }) => momentOf(row.nextAt, calendar)),
  because: column('why it waits', ({ row }) => row.because),
  noticeDueOn: day("the notice's deadline", (row) => row.noticeDueOn),
  listedOn: day('day it went on the debt collection list', (row) => row.listedOn),
  transfersOn: day('day of the transfer run that takes it, when nothing changes', (row) => row.transfersOn),
  approvedBy: column('who approved it', ({ row }) => row.approvedBy),
  approvedAt: column('when it was approved, local time', ({ row, calendar }) =>
    momentOf(row.approvedAt, calendar),
  ),
  closesOn: day('day the clock of 60 days closes it', (row) => row.closesOn),
  held: column('paused', ({ row }) => row.held),
  heldFor: column('why it is paused', ({ holds, holdWords }) =>
    [...new Set(holds.map(({ reason }) => holdReasonInWords(reason, holdWords)))].join(', '),
  ),
  needs: column('what a person has to look at: the oldest task, and how many more', ({ row }) =>
    needsInShort(row),
  ),
  flags: column('only costs open, below minimum, disputed, paid too much', (of) =>
    flagsOf(of.row, of.policy).join(', '),
  ),
  amount: money('amount invoiced', (row) => row.amount),
  principal: money('open principal', (row) => row.openPrincipal),
  fees: money('open fees', (row) => row.openFees),
  interest: money('open interest', (row) => row.openInterest),
  costs: money('open costs', (row) => row.openCosts),
  open: money('open altogether', openOf),
  surplus: money('paid too much', (row) => row.surplus),
  currency: column('currency', ({ row }) => row.currency),
  paidOn: day('day it was paid', (row) => row.paidOn),
  transferredOn: day('day it was transferred', (row) => row.transferredOn),
  closedOn: day('day it was closed', (row) => row.closedOn),
  closeReason: column('why it was closed', ({ row }) => row.closeReason),
  round: column('round; each restart opens one', ({ row }) => row.round),
  policy: column('version of the policy it is pinned to', ({ row }) => row.policyVersion),
  reference: column('payment reference', ({ row }) => row.reference),
  contract: column('contract', ({ row }) => row.contract),
} as const satisfies Record<string, InvoiceColumn>;
export type ColumnName = keyof typeof INVOICE_COLUMNS;

/** What a list shows when nobody chose. */
export const DEFAULT_COLUMNS: readonly ColumnName[] = [
  'number',
  'customer',
  'stage',
  'mode',
  'level',
  'dueOn',
  'next',
  'nextOn',
  'held',
  'heldFor',
  'needs',
  'open',
];

/** The debt collection list: what an operator decides by. */
export const CLAIM_COLUMNS: readonly ColumnName[] = [
  'number',
  'customer',
  'mode',
  'listedOn',
  'transfersOn',
  'approvedBy',
  'approvedAt',
  'closesOn',
  'held',
  'heldFor',
  'principal',
  'fees',
  'interest',
  'costs',
  'open',
  'flags',
];
