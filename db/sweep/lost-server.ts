import { asc, inArray, type SQL } from 'drizzle-orm';
import { named } from '../named.ts';
import type { Write } from '../prepared.ts';
import { cases } from '../tables/cases.ts';
import { IS_CARRIED, invoices } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';

// A list of its own: it writes most rows of whole tables, once at a start, and is never on the way of an invoice.
const statements = preparedStatements(({ orm, write }) => {
  const forget = (table: typeof invoices | typeof cases) => {
    const some = orm
      .select({ id: table.id })
      .from(table)
      .where(IS_CARRIED as SQL)
      .orderBy(asc(table.id))
      .limit(named('limit'));
    return write<{ limit: number }>(
      orm.update(table).set({ hasWorkflow: false }).where(inArray(table.id, some)),
    );
  };
  return { forgetInvoices: forget(invoices), forgetCases: forget(cases) };
});

/** PostgreSQL ends a statement that takes too long, and takes a minute for some hundred thousand of these. */
const AT_ONCE = 10_000;

/**
 * Notes that no workflow carries any invoice or case: the server that ran them is gone. Returns how many it
 * carried.
 */
export async function forgetWorkflows(tx: Tx, atOnce = AT_ONCE): Promise<number> {
  const { forgetInvoices, forgetCases } = statements(tx);
  return (await untilNone(forgetInvoices, atOnce)) + (await untilNone(forgetCases, atOnce));
}

async function untilNone(forget: Write<{ limit: number }>, limit: number): Promise<number> {
  for (let all = 0; ; ) {
    const { changes } = await forget({ limit });
    all += changes;
    if (changes < limit) return all;
  }
}
