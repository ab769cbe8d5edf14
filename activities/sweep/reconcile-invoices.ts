import { invoicesWithoutWorkflow, overdueInvoices } from '../../db/invoice/invoices.ts';
import type { InvoiceRow } from '../../db/tables/invoices.ts';
import { startInvoiceAgain } from '../wake/start-again.ts';
import { wake, wakeDecision } from '../wake/wake-invoice.ts';
import type { Swept } from './carry-on.ts';

/** The sweep over invoices: what is open and no workflow carries is started, what is late is told. */
export const SWEPT_INVOICES: Swept<InvoiceRow> = {
  whom: ({ creditor, number }) => `Invoice ${number} of ${creditor}`,
  withoutWorkflow: invoicesWithoutWorkflow,
  overdue: overdueInvoices,
  startAgain: startInvoiceAgain,
  async wake(deps, row, commandId, asOf) {
    const decision = await deps.db.read((tx) => wakeDecision(tx, deps, row, asOf));
    return wake(deps, decision, commandId, { isNew: false, planIsCurrent: false });
  },
};
