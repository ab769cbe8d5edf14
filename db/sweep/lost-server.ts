import { eq } from 'drizzle-orm';
import { cases } from '../tables/cases.ts';
import { invoices } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';

// A list of its own: it reads whole tables, once at a start, and is never on the way of an invoice.
const statements = preparedStatements(({ orm, write }) => ({
  forgetInvoices: write<object>(
    orm.update(invoices).set({ hasWorkflow: false }).where(eq(invoices.hasWorkflow, true)),
  ),
  forgetCases: write<object>(
    orm.update(cases).set({ hasWorkflow: false }).where(eq(cases.hasWorkflow, true)),
  ),
}));

/**
 * Notes that no workflow carries any invoice or case: the server that ran them is gone. Returns how many it
 * carried.
 */
export async function forgetWorkflows(tx: Tx): Promise<number> {
  const { forgetInvoices, forgetCases } = statements(tx);
  return (await forgetInvoices({})).changes + (await forgetCases({})).changes;
}
