import { eq } from 'drizzle-orm';
import { invoices } from './schema.ts';
import { prepareWrite } from './statement.ts';
import { family, type Tx } from './tx.ts';

// A family of its own: it reads the whole table, once at a start, and is never on the way of an invoice.
const statements = family((orm, client) => ({
  forget: prepareWrite<object>(
    client,
    orm.update(invoices).set({ hasWorkflow: false }).where(eq(invoices.hasWorkflow, true)),
  ),
}));

/** Notes that no workflow carries any invoice: the server that ran them is gone. Returns how many it carried. */
export async function forgetWorkflows(tx: Tx): Promise<number> {
  return statements(tx).forget({}).changes;
}
