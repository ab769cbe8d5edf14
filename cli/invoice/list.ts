import type { Command } from 'commander';
import { INVOICE_COLUMNS, type InvoiceColumnName } from '../../read/invoice/columns.ts';
import { INVOICE_FILTER, type InvoiceQuery } from '../../read/invoice/filter.ts';
import { invoiceColumnsFor, invoicePage } from '../../read/invoice/list.ts';
import { chosenColumns } from '../../read/kit/columns.ts';
import { eachRowOf } from '../../read/kit/pages.ts';
import { type Context, tenants, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { printList } from '../kit/print-list.ts';
import { withColumns, withQuery } from '../kit/query-options.ts';

interface Options extends SharedOptions, InvoiceQuery {
  readonly columns?: string;
}

export function build(): Command {
  return withColumns(
    withQuery(
      newCommand('Lists the invoices that match all of the given filters.', [
        'dunwell list --tab manual',
        'dunwell list --stage NOTICED,LISTED --held --columns number,name,closesOn,open',
      ]),
      INVOICE_FILTER,
    ),
    INVOICE_COLUMNS,
  ).action((options: Options) => {
    const preset = invoiceColumnsFor(options);
    const all: readonly InvoiceColumnName[] =
      options.creditor === undefined ? ['creditor', ...preset] : preset;
    const names = chosenColumns(INVOICE_COLUMNS, options.columns, all);
    return withDatabase(options, (context) => show(context, options, names));
  });
}

async function show(
  context: Context,
  query: InvoiceQuery,
  names: readonly InvoiceColumnName[],
): Promise<void> {
  const { output } = context;
  const columns = names.map((name) => [name, INVOICE_COLUMNS[name]] as const);
  const rows = eachRowOf(
    () => tenants(context),
    (tenant, page) => invoicePage(context, tenant, query, page),
  );
  const written = await printList(output, columns, rows);
  if (!output.isJson && written === 0) output.note('No invoice matches.');
}
