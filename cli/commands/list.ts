import type { Command } from 'commander';
import { type CustomerRow, findCustomer } from '../../db/customer/customers.ts';
import { holdsTouching } from '../../db/holds.ts';
import { type InvoiceRow, listInvoices } from '../../db/invoice/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { type Hold, isInForce } from '../../domain/kernel/holds.ts';
import { policyOf } from '../../gather/invoice/gather-invoice.ts';
import {
  CLAIM_COLUMNS,
  type ColumnName,
  DEFAULT_COLUMNS,
  INVOICE_COLUMNS,
  type Listed,
} from '../invoice/columns.ts';
import { chosenColumns, columnsInWords, printList } from '../kit/columns.ts';
import { type Context, type Tenant, tenants, withDatabase } from '../kit/context.ts';
import { type FilterOptions, filterFor, withFilter } from '../kit/filter.ts';
import { operatorWords } from '../kit/language.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';

interface Options extends SharedOptions, FilterOptions {
  readonly columns?: string;
}

const PAGE = 200;

export function build(): Command {
  return withFilter(
    newCommand('Lists the invoices that match all of the given filters.', [
      'dunwell list --tab manual',
      'dunwell list --stage NOTICED,LISTED --held --columns number,name,closesOn,open',
    ]),
  )
    .option('--columns <names>', 'which columns, separated by commas')
    .addHelpText('after', columnsInWords(INVOICE_COLUMNS))
    .action((options: Options) => {
      const { columns, tab, creditor } = options;
      const preset = tab === undefined ? DEFAULT_COLUMNS : CLAIM_COLUMNS;
      const all: readonly ColumnName[] = creditor === undefined ? ['creditor', ...preset] : preset;
      const chosen = chosenColumns(INVOICE_COLUMNS, columns, all);
      return withDatabase(options, (context) => show(context, options, chosen));
    });
}

async function show(context: Context, options: Options, names: readonly ColumnName[]): Promise<void> {
  const { output } = context;
  const columns = names.map((name) => [name, INVOICE_COLUMNS[name]] as const);
  const listed = listedOfAll(context, options);
  const written = await printList(output, columns, listed, ({ row }) => row.currency);
  if (!output.isJson && written === 0) output.note('No invoice matches.');
}

async function* listedOfAll(context: Context, options: Options): AsyncGenerator<Listed> {
  for (const tenant of await tenants(context)) yield* eachListed(context, tenant, options);
}

/** Page by page, each one consistent reading, so that a list of any size fits into memory. */
async function* eachListed(context: Context, tenant: Tenant, options: Options): AsyncGenerator<Listed> {
  const { db, sources, asOf } = context;
  const { holds: holdWords } = operatorWords();
  const filter = await filterFor(context, tenant, options);
  for (let afterId = 0; ; ) {
    const after = afterId;
    const page = await db.read(async (tx) => {
      const listed: Listed[] = [];
      const customers = new Map<number, CustomerRow | undefined>();
      for (const row of await listInvoices(tx, { ...filter, afterId: after, limit: PAGE })) {
        const { customerId, creditor, policyVersion } = row;
        if (!customers.has(customerId)) customers.set(customerId, await findCustomer(tx, customerId));
        const customer = customers.get(customerId);
        const policy = await policyOf(tx, sources, creditor, policyVersion);
        const holds = row.held ? await holdsInForce(tx, row, tenant.calendar, asOf) : [];
        listed.push({ row, customer, policy, calendar: tenant.calendar, holds, holdWords });
      }
      return listed;
    });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    afterId = last.row.id;
  }
}

async function holdsInForce(tx: Tx, row: InvoiceRow, calendar: Calendar, asOf: Instant): Promise<Hold[]> {
  const { creditor, customerId, id: invoiceId } = row;
  const holds = await holdsTouching(tx, { creditor, customerId, invoiceId });
  return holds.filter((hold) => isInForce(hold, calendar, asOf));
}
