import type { Command } from 'commander';
import { findCustomer } from '../../db/customer/customers.ts';
import { listUnmatched, type UnmatchedFilter, type UnmatchedRow } from '../../db/intake/unmatched.ts';
import { invoicesPaidTooMuch } from '../../db/invoice/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import { type Proposal, proposals } from '../../domain/intake/matching/propose.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { gatherCandidates } from '../../gather/intake/gather-candidates.ts';
import { type Context, type Tenant, tenants, withDatabase } from '../kit/context.ts';
import { customerId } from '../kit/filter.ts';
import { count, money } from '../kit/format.ts';
import { amountOption, dayOption, newCommand, type SharedOptions } from '../kit/options.ts';
import { minorOf } from './tell-deed.ts';

interface Options extends SharedOptions {
  readonly customer?: string;
  readonly from?: Day;
  readonly amount?: string;
  readonly batch?: string;
  readonly notOurs?: boolean;
}

/** Unmatched money with all that helps to find where it belongs. */
interface Listed {
  readonly row: UnmatchedRow;
  readonly customer: string | null;
  readonly proposals: readonly Proposal[];
}

const PAGE = 50;

export function build(): Command {
  return newCommand(
    'Lists the money that is on no invoice, the oldest first, with proposals: the invoice whose number or reference it names, the open invoices of its customer or of whoever pays from that account.',
    ['dunwell unmatched', 'dunwell unmatched list --customer C-100 --json'],
  )
    .option('--customer <reference>', 'only that of a customer')
    .option('--from <date>', 'only what counts from that day or later', dayOption)
    .option('--amount <amount>', 'only where that much waits', amountOption)
    .option('--batch <id>', 'only what came with that batch of rows')
    .option('--not-ours', 'money that left the account and is no return of a payment')
    .action((options: Options) => withDatabase(options, (context) => show(context, options)));
}

async function show(context: Context, options: Options): Promise<void> {
  const { output } = context;
  const table = output.table([
    { title: 'id' },
    { title: 'on' },
    { title: 'kind' },
    { title: 'waits', align: 'right' },
    { title: 'names' },
    { title: 'payer' },
    { title: 'customer' },
    { title: 'stands in' },
    { title: 'maybe' },
  ]);
  let written = 0;
  if (output.isJson) await output.write('[');
  for await (const listed of listedOfAll(context, options)) {
    if (output.isJson) await output.write(`${written === 0 ? '' : ','}\n${JSON.stringify(asJson(listed))}`);
    else await table.row(cells(listed));
    written += 1;
  }
  if (output.isJson) return output.line('\n]');
  await table.end();
  if (written === 0) output.note('No money waits for its invoice.');
  await sayPaidTooMuch(context);
}

function cells({ row, customer, proposals: proposed }: Listed): string[] {
  const { id, bookedOn, kind, amount, settled, currency, payerName, file, line } = row;
  const names = [row.invoiceNumber, row.structuredReference, row.text].filter(
    (one) => one !== null && one !== '',
  );
  return [
    String(id),
    formatDay(bookedOn),
    kind,
    money(amount - settled, currency),
    names.join(' · '),
    payerName ?? '',
    customer ?? '',
    file === null ? '' : `${file}:${line ?? ''}`,
    proposed.map((one) => `${one.number} ${formatAmount(one.amount, currency)} (${one.hint})`).join(', '),
  ];
}

function asJson({ row, customer, proposals: proposed }: Listed): object {
  const { id, creditor, bookedOn, kind, amount, settled, currency, externalId, file, line, batchId } = row;
  const { structuredReference, text, payerName, payerIban } = row;
  return {
    id,
    creditor,
    on: formatDay(bookedOn),
    kind,
    amount: formatAmount(amount, currency),
    left: formatAmount(amount - settled, currency),
    currency,
    invoice: row.invoiceNumber || null,
    structuredReference,
    text,
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

async function* listedOfAll(context: Context, options: Options): AsyncGenerator<Listed> {
  for (const tenant of await tenants(context)) yield* eachListed(context, tenant, options);
}

/** Page by page, each one consistent reading, so that a list of any size fits into memory. */
async function* eachListed(context: Context, tenant: Tenant, options: Options): AsyncGenerator<Listed> {
  const { customer, from: bookedFrom, amount, batch: batchId, notOurs } = options;
  const filter: UnmatchedFilter = {
    ...{ creditor: tenant.id, bookedFrom, batchId, notOurs },
    customerId: customer === undefined ? undefined : await customerId(context, tenant.id, customer),
    amount: amount === undefined ? undefined : minorOf(amount, tenant.row.currency),
  };
  for (let afterId = 0; ; ) {
    const after = afterId;
    const page = await context.db.read(async (tx) => {
      const listed: Listed[] = [];
      for (const row of await listUnmatched(tx, { ...filter, afterId: after, limit: PAGE })) {
        listed.push(await lookedUp(tx, context, tenant, row));
      }
      return listed;
    });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    afterId = last.row.id;
  }
}

async function lookedUp(tx: Tx, { asOf }: Context, tenant: Tenant, row: UnmatchedRow): Promise<Listed> {
  const customer = row.customerId === null ? undefined : await findCustomer(tx, row.customerId);
  const today = Math.max(tenant.calendar.dayOf(asOf), row.bookedOn);
  const found = await gatherCandidates(tx, tenant.row, row, today);
  return { row, customer: customer?.reference ?? null, proposals: proposals(found.money, found.candidates) };
}

const MOST_NAMED = 5;

/** A surplus stands on its invoice: it is unmatched money of the customer all the same. */
async function sayPaidTooMuch(context: Context): Promise<void> {
  for (const { id, row } of await tenants(context)) {
    const found = await context.db.read((tx) => invoicesPaidTooMuch(tx, id, MOST_NAMED + 1));
    if (found.length === 0) continue;
    const named = found
      .slice(0, MOST_NAMED)
      .map(({ number, surplus }) => `${number} by ${money(surplus, row.currency)}`);
    const many = found.length > MOST_NAMED ? `${named.join(', ')} and others` : named.join(', ');
    const paid = count(found.length, 'invoice is', 'invoices are');
    const those = found.length > MOST_NAMED ? 'Invoices are' : paid;
    context.output.note(
      `${those} paid too much: ${many}. To match that elsewhere: dunwell unmatched release NUMBER --creditor ${id}`,
    );
  }
}
