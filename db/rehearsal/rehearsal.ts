import { and, asc, gt, isNotNull, sql } from 'drizzle-orm';
import type { InvoiceRow } from '../invoice/invoices.ts';
import { named } from '../named.ts';
import { invoices } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';

const statements = preparedStatements(({ orm }) => ({
  inFlight: orm
    .select({
      planned: sql<number>`count(*)`,
      inFlight: sql<number>`count(*) filter (where ${invoices.id} <= ${named('upTo')})`,
    })
    .from(invoices)
    .where(isNotNull(invoices.nextAt))
    .prepare(),
  toRehearse: orm
    .select()
    .from(invoices)
    .where(and(gt(invoices.id, named('afterId')), isNotNull(invoices.nextAt)))
    .orderBy(asc(invoices.id))
    .limit(named('limit'))
    .prepare(),
}));

/** How many invoices have a moment planned, and how many of those were started: ids up to `upTo`. */
export async function countInFlight(tx: Tx, upTo: number): Promise<{ inFlight: number; planned: number }> {
  return (await statements(tx).inFlight.get({ upTo })) ?? { inFlight: 0, planned: 0 };
}

/** The next invoices that have something planned, in the order they were taken in. */
export async function invoicesToRehearse(
  tx: Tx,
  afterId: number,
  limit: number,
): Promise<readonly InvoiceRow[]> {
  return statements(tx).toRehearse.all({ afterId, limit });
}
