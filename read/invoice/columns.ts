import type { CustomerRow } from '../../db/customer/customers.ts';
import type { InvoiceRow } from '../../db/invoice/invoices.ts';
import type { Policy } from '../../domain/invoice/policy.ts';
import { type HoldWords, holdReasonInWords } from '../../domain/kernel/hold-words.ts';
import type { Hold } from '../../domain/kernel/holds.ts';
import { needsInShort } from '../../domain/tasks/task.ts';
import { type Columns, columnsOf, type Listed } from '../kit/columns.ts';
import { openOf } from '../kit/open.ts';
import { flagsOf } from './flags.ts';

/** What a column can look at. */
export interface ListedInvoice extends Listed {
  readonly row: InvoiceRow;
  readonly customer: CustomerRow | undefined;
  readonly policy: Policy;
  /** Pauses that are in force. */
  readonly holds: readonly Hold[];
  /** In the language of whoever reads. */
  readonly holdWords: HoldWords;
}

const { text, number, flag, money, day, moment } = columnsOf<ListedInvoice>();

/** Every column that a list of invoices can show, by its name. */
export const INVOICE_COLUMNS = {
  creditor: text('the creditor', ({ row }) => row.creditor),
  number: text('invoice number', ({ row }) => row.number),
  customer: text("the customer's reference", ({ customer }) => customer?.reference ?? null),
  name: text("the customer's name", ({ customer }) => customer?.name ?? null),
  stage: text('where it stands', ({ row }) => row.stage),
  mode: number(
    'transfer mode in force',
    ({ row, policy }) => row.fixedMode ?? row.ownTransferMode ?? policy.transfer.mode,
  ),
  level: text(
    'the last level delivered or waived',
    ({ row, policy }) => policy.levels[row.levelsDone - 1]?.name ?? null,
  ),
  issuedOn: day('day of issue', ({ row }) => row.issuedOn),
  dueOn: day('due date', ({ row }) => row.dueOn),
  next: text('the next step', ({ row }) => row.nextStep),
  nextOn: moment('when it comes, local time', ({ row }) => row.nextAt),
  because: text('why it waits', ({ row }) => row.because),
  noticeDueOn: day("the notice's deadline", ({ row }) => row.noticeDueOn),
  listedOn: day('day it went on the debt collection list', ({ row }) => row.listedOn),
  transfersOn: day(
    'day of the transfer run that takes it, when nothing changes',
    ({ row }) => row.transfersOn,
  ),
  approvedBy: text('who approved it', ({ row }) => row.approvedBy),
  approvedAt: moment('when it was approved, local time', ({ row }) => row.approvedAt),
  closesOn: day('day the clock of 60 days closes it', ({ row }) => row.closesOn),
  held: flag('paused', ({ row }) => row.held),
  heldFor: text('why it is paused', ({ holds, holdWords }) =>
    [...new Set(holds.map(({ reason }) => holdReasonInWords(reason, holdWords)))].join(', '),
  ),
  needs: text('what a person has to look at: the oldest task, and how many more', ({ row }) =>
    needsInShort(row),
  ),
  flags: text('only costs open, below minimum, disputed, paid too much', (of) =>
    flagsOf(of.row, of.policy).join(', '),
  ),
  amount: money('amount invoiced', ({ row }) => row.amount),
  principal: money('open principal', ({ row }) => row.openPrincipal),
  fees: money('open fees', ({ row }) => row.openFees),
  interest: money('open interest', ({ row }) => row.openInterest),
  costs: money('open costs', ({ row }) => row.openCosts),
  open: money('open altogether', ({ row }) => openOf(row)),
  surplus: money('paid too much', ({ row }) => row.surplus),
  currency: text('currency', ({ row }) => row.currency),
  paidOn: day('day it was paid', ({ row }) => row.paidOn),
  transferredOn: day('day it was transferred', ({ row }) => row.transferredOn),
  closedOn: day('day it was closed', ({ row }) => row.closedOn),
  closeReason: text('why it was closed', ({ row }) => row.closeReason),
  round: number('round; each restart opens one', ({ row }) => row.round),
  policy: number('version of the policy it is pinned to', ({ row }) => row.policyVersion),
  reference: text('payment reference', ({ row }) => row.reference),
  contract: text('contract', ({ row }) => row.contract),
} as const satisfies Columns<ListedInvoice>;
export type InvoiceColumnName = keyof typeof INVOICE_COLUMNS;

/** What a list shows when nobody chose. */
export const DEFAULT_INVOICE_COLUMNS: readonly InvoiceColumnName[] = [
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
export const CLAIM_COLUMNS: readonly InvoiceColumnName[] = [
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
