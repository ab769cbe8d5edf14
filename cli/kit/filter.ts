import type { Command } from 'commander';
import { INVOICE_FILTER, type InvoiceQuery, invoiceFilter } from '../../read/invoice/filter.ts';
import { isNarrowed } from '../../read/kit/query.ts';
import type { Context, Tenant } from './context.ts';
import { withQuery } from './query-options.ts';

/** Which invoices a list shows or a bulk command is for. */
export type FilterOptions = InvoiceQuery;

/** Adds the options that choose invoices; all given ones must hold. */
export function withFilter(command: Command): Command {
  return withQuery(command, INVOICE_FILTER);
}

/** True when any of the filter's options was given. */
export function hasFilter(options: FilterOptions): boolean {
  return isNarrowed(INVOICE_FILTER, options);
}

/** The filter for one creditor; refused when it has no such customer. */
export function filterFor({ db }: Context, tenant: Tenant, options: FilterOptions) {
  return db.read((tx) => invoiceFilter(tx, tenant, options));
}
