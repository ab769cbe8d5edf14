import { eq } from 'drizzle-orm';
import { prepareWrite } from '../prepared.ts';
import { cases } from '../tables/cases.ts';
import { invoices } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';

// A list of its own: it reads whole tables, once at a start, and is never on the way of an invoice.
const statements = preparedStatements((orm, client) => ({
  forgetInvoices: prepareWrite<object>(
    client,
    orm.update(invoices).set({ hasWorkflow: false }).where(eq(invoices.hasWorkflow, true)),
  ),
  forgetCases: prepareWrite<object>(
    client,
    orm.update(cases).set({ hasWorkflow: false }).where(eq(cases.hasWorkflow, true)),
  ),
}));

/**
 * Notes that no workflow carries any invoice or case: the server that ran them is gone. Returns how many it
 * carried.
 */
export async function forgetWorkflows(tx: Tx): Promise<number> {
  const { forgetInvoices, forgetCases } = statements(tx);
  return forgetInvoices({}).changes + forgetCases({}).changes;
}
