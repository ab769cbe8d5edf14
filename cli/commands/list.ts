import type { Command } from 'commander';
import { didYouMean } from '../../config/nearest.ts';
import { type CustomerRow, findCustomer } from '../../db/customers.ts';
import { listInvoices } from '../../db/invoices.ts';
import { formatAmount } from '../../domain/money.ts';
import { policyOf } from '../../facts/gather-invoice.ts';
import { type Context, type Tenant, tenants, withDatabase } from '../context.ts';
import { WrongUse } from '../failures.ts';
import { type FilterOptions, filterFor, withFilter } from '../filter.ts';
import {
  CLAIM_COLUMNS,
  type ColumnName,
  DEFAULT_COLUMNS,
  INVOICE_COLUMNS,
  type InvoiceColumn,
  type Listed,
} from '../invoice-columns.ts';
import { newCommand, type SharedOptions } from '../options.ts';

interface Options extends SharedOptions, FilterOptions {
  readonly columns?: string;
}

const PAGE = 200;
const NAMES = Object.keys(INVOICE_COLUMNS) as ColumnName[];

export function build(): Command {
  const about = NAMES.map((name) => `  ${name.padEnd(14)}${INVOICE_COLUMNS[name].about}`).join('\n');
  return withFilter(
    newCommand('Lists the invoices that match all of the given filters.', [
      'dunwell list --tab manual',
      'dunwell list --stage NOTICED,LISTED --held --columns number,name,closesOn,open',
    ]),
  )
    .option('--columns <names>', 'which columns, separated by commas')
    .addHelpText('after', `\nColumns:\n${about}`)
    .action((options: Options) => {
      const columns = chosenColumns(options);
      return withDatabase(options, (context) => show(context, options, columns));
    });
}

function chosenColumns({ columns, tab, creditor }: Options): readonly ColumnName[] {
  if (columns === undefined) {
    const preset = tab === undefined ? DEFAULT_COLUMNS : CLAIM_COLUMNS;
    return creditor === undefined ? ['creditor', ...preset] : preset;
  }
  return columns.split(',').map((text) => {
    const name = NAMES.find((known) => known.toLowerCase() === text.trim().toLowerCase());
    if (name !== undefined) return name;
    const hint = didYouMean(text, NAMES) || `: there are ${NAMES.join(', ')}.`;
    throw new WrongUse(`There is no column ${text.trim()}${hint}`);
  });
}

async function show(context: Context, options: Options, columns: readonly ColumnName[]): Promise<void> {
  const { output } = context;
  const isRight = (name: ColumnName) => 'isMoney' in INVOICE_COLUMNS[name];
  const table = output.table(
    columns.map((title) => ({ title, align: isRight(title) ? 'right' : ('left' as const) })),
  );
  let written = 0;
  if (output.isJson) await output.write('[');
  for (const tenant of await tenants(context)) {
    for await (const listed of eachListed(context, tenant, options)) {
      if (output.isJson) await output.write(`${written === 0 ? '' : ','}\n${json(listed, columns)}`);
      else await table.row(columns.map((name) => text(listed, INVOICE_COLUMNS[name])));
      written += 1;
    }
  }
  if (output.isJson) await output.line('\n]');
  else await table.end();
  if (!output.isJson && written === 0) output.note('No invoice matches.');
}

/** Page by page, each one consistent reading, so that a list of any size fits into memory. */
async function* eachListed(context: Context, tenant: Tenant, options: Options): AsyncGenerator<Listed> {
  const { db, sources } = context;
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
        listed.push({ row, customer, policy, calendar: tenant.calendar });
      }
      return listed;
    });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    afterId = last.row.id;
  }
}

function text(listed: Listed, column: InvoiceColumn): string {
  const value = column.value(listed);
  if (value === null) return '';
  if (column.isMoney) return formatAmount(Number(value), listed.row.currency);
  if (typeof value === 'boolean') return value ? 'yes' : '';
  return String(value);
}

function json(listed: Listed, columns: readonly ColumnName[]): string {
  const entries = columns.map((name) => {
    const column: InvoiceColumn = INVOICE_COLUMNS[name];
    const value = column.value(listed);
    return [name, column.isMoney ? formatAmount(Number(value), listed.row.currency) : value];
  });
  return JSON.stringify(Object.fromEntries(entries));
}
