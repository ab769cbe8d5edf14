import { findCustomer } from '../../db/customer/customers.ts';
import { listUnmatched, type UnmatchedFilter, type UnmatchedRow } from '../../db/intake/unmatched.ts';
import { invoicesPaidTooMuch } from '../../db/invoice/invoices.ts';
import type { Page } from '../../db/pages.ts';
import type { Tx } from '../../db/tx.ts';
import { type Proposal, proposals } from '../../domain/intake/matching/propose.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { AmountSign, formatAmount, parseAmount } from '../../domain/kernel/money.ts';
import { gatherCandidates } from '../../gather/intake/gather-candidates.ts';
import { customerNamed } from '../customer/customer-named.ts';
import { type Columns, columnsOf, type Listed, ValueKind } from '../kit/columns.ts';
import { count, money } from '../kit/format.ts';
import type { Query, QueryFields } from '../kit/query.ts';
import type { Reader, Tenant } from '../kit/reader.ts';
import { WrongQuery } from '../kit/wrong-query.ts';

/** What chooses from the money that is on no invoice; all given ones must hold. */
export const UNMATCHED_FILTER = {
  customer: { kind: ValueKind.TEXT, called: 'reference', about: 'only that of a customer' },
  from: { kind: ValueKind.DAY, called: 'date', about: 'only what counts from that day or later' },
  amount: { kind: ValueKind.AMOUNT, called: 'amount', about: 'only where that much waits' },
  batch: { kind: ValueKind.TEXT, called: 'id', about: 'only what came with that batch of rows' },
  notOurs: { kind: 'flag', about: 'money that left the account and is no return of a payment' },
} as const satisfies QueryFields;
export type UnmatchedQuery = Query<typeof UNMATCHED_FILTER>;

/** Unmatched money with all that helps to find where it belongs. */
export interface ListedMoney extends Listed {
  readonly row: UnmatchedRow;
  readonly customer: string | null;
  readonly proposals: readonly Proposal[];
}

const { text, number, amount, day } = columnsOf<ListedMoney>();

export const UNMATCHED_COLUMNS = {
  id: number('its number', ({ row }) => row.id),
  on: day('the day it counts for', ({ row }) => row.bookedOn),
  kind: text('payment, credit and so on', ({ row }) => row.kind),
  left: amount('how much of it waits', ({ row }) => row.amount - row.settled, 'waits'),
  names: text('what it names', ({ row }) =>
    [row.invoiceNumber, row.structuredReference, row.text].filter((one) => one).join(' · '),
  ),
  payer: text('who paid', ({ row }) => row.payerName),
  customer: text('whose it is', ({ customer }) => customer),
  file: text(
    'where it stands',
    ({ row: { file, line } }) => (file === null ? null : `${file}:${line ?? ''}`),
    'stands in',
  ),
  proposals: text(
    'where it may belong',
    ({ row, proposals: proposed }) =>
      proposed
        .map((one) => `${one.number} ${formatAmount(one.amount, row.currency)} (${one.hint})`)
        .join(', '),
    'maybe',
  ),
} as const satisfies Columns<ListedMoney>;

/** A page of a creditor's unmatched money, the oldest first. */
export async function unmatchedPage(
  { db, asOf }: Reader,
  tenant: Tenant,
  query: UnmatchedQuery,
  page: Page,
): Promise<readonly ListedMoney[]> {
  return db.read(async (tx) => {
    const filter = await unmatchedFilter(tx, tenant, query);
    const listed: ListedMoney[] = [];
    for (const row of await listUnmatched(tx, { ...filter, ...page })) {
      const customer = row.customerId === null ? undefined : await findCustomer(tx, row.customerId);
      const today = Math.max(tenant.calendar.dayOf(asOf), row.bookedOn);
      const found = await gatherCandidates(tx, tenant.row, row, today);
      listed.push({
        ...{
          row,
          customer: customer?.reference ?? null,
          proposals: proposals(found.money, found.candidates),
        },
        ...{ calendar: tenant.calendar, currency: row.currency },
      });
    }
    return listed;
  });
}

async function unmatchedFilter(
  tx: Tx,
  { id: creditor, row: { currency } }: Tenant,
  { customer, from: bookedFrom, amount: asked, batch: batchId, notOurs }: UnmatchedQuery,
): Promise<UnmatchedFilter> {
  return {
    ...{ creditor, bookedFrom, batchId, notOurs },
    customerId: customer === undefined ? undefined : (await customerNamed(tx, creditor, customer)).id,
    amount: asked === undefined ? undefined : minorOf(asked, currency),
  };
}

/** An amount of money as it was typed, in minor units of its currency. */
export function minorOf(typed: string, currency: string): number {
  const parsed = parseAmount(typed, currency, AmountSign.positive);
  if (parsed.ok) return parsed.minor;
  throw new WrongQuery('amount', typed, () => `The amount ${typed} ${parsed.reason}.`);
}

export function unmatchedJson({ row, customer, proposals: proposed }: ListedMoney): object {
  const { id, creditor, bookedOn, kind, amount: all, settled, currency, externalId, file, line } = row;
  const { structuredReference, text: words, payerName, payerIban, batchId } = row;
  return {
    id,
    creditor,
    on: formatDay(bookedOn),
    kind,
    amount: formatAmount(all, currency),
    left: formatAmount(all - settled, currency),
    currency,
    invoice: row.invoiceNumber || null,
    structuredReference,
    text: words,
    payer: payerName,
    iban: payerIban,
    customer,
    externalId,
    file,
    line,
    batch: batchId,
    proposals: proposed.map((one) => ({
      invoice: one.number,
      customer: one.customer,
      amount: formatAmount(one.amount, currency),
      open: formatAmount(one.open, currency),
      because: one.hint,
    })),
  };
}

const MOST_NAMED = 5;

/** A surplus stands on its invoice: it is unmatched money of the customer all the same. Null when there is none. */
export async function paidTooMuchInWords({ db }: Reader, { id, row }: Tenant): Promise<string | null> {
  const found = await db.read((tx) => invoicesPaidTooMuch(tx, id, MOST_NAMED + 1));
  if (found.length === 0) return null;
  const named = found
    .slice(0, MOST_NAMED)
    .map(({ number: invoice, surplus }) => `${invoice} by ${money(surplus, row.currency)}`)
    .join(', ');
  const isMore = found.length > MOST_NAMED;
  const those = isMore ? 'Invoices are' : count(found.length, 'invoice is', 'invoices are');
  return `${those} paid too much: ${named}${isMore ? ' and others' : ''}. To match that elsewhere: dunwell unmatched release NUMBER --creditor ${id}`;
}
