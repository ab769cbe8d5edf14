import { and, asc, eq, gt, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { type HoldReason, HoldScope } from '../../domain/kernel/holds.ts';
import type { SignalState, SignalType } from '../../domain/signals/signal.ts';
import { equals, ifGiven, named, orNulls } from '../named.ts';
import { customers } from '../tables/customers.ts';
import { holdReleases, holds } from '../tables/holds.ts';
import { signals } from '../tables/signals.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import type { SignalRow } from './signals.ts';

/** A signal that went out, with its customer. */
export type ListedSignal = SignalRow & { readonly customer: string; readonly name: string | null };

/** Which signals a list shows; what is left out does not restrict. */
export interface SignalListFilter {
  readonly creditor: string;
  readonly type?: SignalType | undefined;
  readonly action?: string | undefined;
  readonly state?: SignalState | undefined;
  readonly gateway?: string | undefined;
  readonly customerId?: number | undefined;
  readonly sentFrom?: Day | undefined;
  readonly sentUntil?: Day | undefined;
  /** Minor units. */
  readonly amountAtLeast?: number | undefined;
}

/** A customer who is paused for a reason, with when that began. */
export interface HeldCustomer {
  readonly holdId: number;
  readonly customerId: number;
  readonly customer: string;
  readonly name: string | null;
  readonly from: Day;
  readonly recordedAt: Instant;
  readonly by: string;
  readonly note: string | null;
}

const statements = preparedStatements(({ orm }) => {
  const matches = and(
    equals(signals, 'creditor'),
    isNotNull(signals.sentOn),
    ifGiven('type', sql`${signals.type} = ${named('type')}`),
    ifGiven('action', sql`${signals.action} = ${named('action')}`),
    ifGiven('state', sql`${signals.state} = ${named('state')}`),
    ifGiven('gateway', sql`${signals.gateway} = ${named('gateway')}`),
    ifGiven('customerId', sql`${signals.customerId} = ${named('customerId')}`),
    ifGiven('sentFrom', sql`${signals.sentOn} >= ${named('sentFrom')}`),
    ifGiven('sentUntil', sql`${signals.sentOn} <= ${named('sentUntil')}`),
    ifGiven('amountAtLeast', sql`${signals.amount} >= ${named('amountAtLeast')}`),
  );
  const inForce = and(
    equals(holds, 'creditor'),
    eq(holds.scope, HoldScope.CUSTOMER),
    equals(holds, 'reason'),
    isNull(holdReleases.holdId),
    or(isNull(holds.untilOn), gt(holds.untilOn, named('today'))),
    ifGiven('customerId', sql`${holds.customerId} = ${named('customerId')}`),
  );
  const held = () =>
    orm
      .select({
        holdId: holds.id,
        customerId: customers.id,
        customer: customers.reference,
        name: customers.name,
        from: holds.fromOn,
        recordedAt: holds.recordedAt,
        by: holds.by,
        note: holds.note,
      })
      .from(holds)
      .innerJoin(customers, eq(customers.id, holds.customerId))
      .leftJoin(holdReleases, eq(holdReleases.holdId, holds.id));
  return {
    sent: orm
      .select({ row: signals, customer: customers.reference, name: customers.name })
      .from(signals)
      .innerJoin(customers, eq(customers.id, signals.customerId))
      .where(and(matches, gt(signals.id, named('afterId'))))
      .orderBy(asc(signals.id))
      .limit(named('limit'))
      .prepare(),
    countSent: orm.select({ count: sql<number>`count(*)` }).from(signals).where(matches).prepare(),
    held: held()
      .where(and(inForce, gt(holds.id, named('afterId'))))
      .orderBy(asc(holds.id))
      .limit(named('limit'))
      .prepare(),
    countHeld: orm
      .select({ count: sql<number>`count(distinct ${holds.customerId})` })
      .from(holds)
      .leftJoin(holdReleases, eq(holdReleases.holdId, holds.id))
      .where(inForce)
      .prepare(),
  };
});

const GIVEN = [
  ...(['creditor', 'type', 'action', 'state', 'gateway', 'customerId'] as const),
  ...(['sentFrom', 'sentUntil', 'amountAtLeast'] as const),
];

/** Signals that went out and match, in the order they were planned, a page at a time. */
export async function sentSignals(
  tx: Tx,
  filter: SignalListFilter & { readonly afterId?: number; readonly limit: number },
): Promise<readonly ListedSignal[]> {
  const { afterId = 0, limit } = filter;
  const rows = await statements(tx).sent.all({ ...orNulls(filter, GIVEN), afterId, limit });
  return rows.map(({ row, customer, name }) => ({ ...row, customer, name }));
}

export async function countSentSignals(tx: Tx, filter: SignalListFilter): Promise<number> {
  return (await statements(tx).countSent.get(orNulls(filter, GIVEN)))?.count ?? 0;
}

export interface HeldFilter {
  readonly creditor: string;
  readonly reason: HoldReason;
  readonly today: Day;
  readonly customerId?: number | undefined;
}

/** Customers paused for a reason today, in the order it was recorded, a page at a time. */
export async function heldCustomers(
  tx: Tx,
  filter: HeldFilter & { readonly afterId?: number; readonly limit: number },
): Promise<readonly HeldCustomer[]> {
  const { customerId, afterId = 0, ...rest } = filter;
  return statements(tx).held.all({ ...rest, customerId: customerId ?? null, afterId });
}

export async function countHeldCustomers(tx: Tx, filter: HeldFilter): Promise<number> {
  const { customerId, ...rest } = filter;
  return (await statements(tx).countHeld.get({ ...rest, customerId: customerId ?? null }))?.count ?? 0;
}
