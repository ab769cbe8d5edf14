import { type CustomerRow, findCustomer } from '../../db/customer/customers.ts';
import { holdsTouching } from '../../db/holds.ts';
import { type InvoiceRow, listInvoices } from '../../db/invoice/invoices.ts';
import type { Page } from '../../db/pages.ts';
import type { Tx } from '../../db/tx.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { type Hold, isInForce } from '../../domain/kernel/holds.ts';
import { policyOf } from '../../gather/invoice/gather-invoice.ts';
import type { Reader, Tenant } from '../kit/reader.ts';
import {
  CLAIM_COLUMNS,
  DEFAULT_INVOICE_COLUMNS,
  type InvoiceColumnName,
  type ListedInvoice,
} from './columns.ts';
import { type InvoiceQuery, invoiceFilter } from './filter.ts';

/** What a list shows when nobody chose: a claim is decided by other things than an invoice is followed by. */
export function invoiceColumnsFor({ tab }: InvoiceQuery): readonly InvoiceColumnName[] {
  return tab === undefined ? DEFAULT_INVOICE_COLUMNS : CLAIM_COLUMNS;
}

/** A page of a creditor's invoices that match, in the order in which they were taken in. */
export async function invoicePage(
  { db, sources, asOf, words }: Reader,
  tenant: Tenant,
  query: InvoiceQuery,
  page: Page,
): Promise<readonly ListedInvoice[]> {
  const { calendar } = tenant;
  return db.read(async (tx) => {
    const filter = await invoiceFilter(tx, tenant, query);
    const listed: ListedInvoice[] = [];
    const customers = new Map<number, CustomerRow | undefined>();
    for (const row of await listInvoices(tx, { ...filter, ...page })) {
      const { customerId, creditor, policyVersion, currency } = row;
      if (!customers.has(customerId)) customers.set(customerId, await findCustomer(tx, customerId));
      const customer = customers.get(customerId);
      const policy = await policyOf(tx, sources, creditor, policyVersion);
      const holds = row.held ? await holdsInForce(tx, row, calendar, asOf) : [];
      listed.push({ row, customer, policy, holds, holdWords: words.holds, calendar, currency });
    }
    return listed;
  });
}

async function holdsInForce(tx: Tx, row: InvoiceRow, calendar: Calendar, asOf: Instant): Promise<Hold[]> {
  const { creditor, customerId, id: invoiceId } = row;
  const holds = await holdsTouching(tx, { creditor, customerId, invoiceId });
  return holds.filter((hold) => isInForce(hold, calendar, asOf));
}
