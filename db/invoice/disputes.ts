import { and, eq, ne, sql } from 'drizzle-orm';
import { type Dispute, DisputeStatus } from '../../domain/invoice/dispute.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { disputes } from '../tables/disputes.ts';
import { invoices } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';

type DisputeRow = Readonly<typeof disputes.$inferSelect>;

const statements = preparedStatements(({ orm, write }) => ({
  open: orm
    .select({
      id: disputes.id,
      amount: disputes.amount,
      status: disputes.status,
      forgivenBefore: disputes.forgivenBefore,
    })
    .from(disputes)
    .where(and(equals(disputes, 'invoiceId'), ne(disputes.status, DisputeStatus.ENDED)))
    .prepare(),
  insert: write<Omit<DisputeRow, 'id'>>(
    orm.insert(disputes).values(placeholders(disputes, columnsBut(disputes, ['id']))),
  ),
  change: write<Pick<DisputeRow, 'id' | 'status' | 'forgivenBefore'>>(
    orm
      .update(disputes)
      .set(placeholders(disputes, ['status', 'forgivenBefore']))
      .where(equals(disputes, 'id')),
  ),
  show: write<{ invoiceId: number }>(
    orm
      .update(invoices)
      .set({
        partDisputed: sql`(select count(*) from ${disputes} where ${disputes.invoiceId} = ${named('invoiceId')} and ${ne(disputes.status, DisputeStatus.ENDED)})`,
      } as never)
      .where(eq(invoices.id, named('invoiceId'))),
  ),
}));

/** The part of an invoice that is disputed, or conceded and not credited yet. */
export async function disputeOf(tx: Tx, invoiceId: number): Promise<Dispute | null> {
  return (await statements(tx).open.get({ invoiceId })) ?? null;
}

/** Writes where a dispute stands; one that is new gets its id. */
export async function writeDispute(
  tx: Tx,
  of: { readonly creditor: string; readonly invoiceId: number },
  { id, ...dispute }: Dispute,
  said: { readonly recordedAt: Instant; readonly by: string; readonly commandId: string | null },
): Promise<void> {
  const { insert, change, show } = statements(tx);
  if (id === 0) await insert({ ...of, ...dispute, ...said, note: null });
  else await change({ id, status: dispute.status, forgivenBefore: dispute.forgivenBefore });
  await show({ invoiceId: of.invoiceId });
}
