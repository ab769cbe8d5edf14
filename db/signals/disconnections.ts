import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import type { DisconnectionKind, StopReason } from '../../domain/signals/signal.ts';
import { equals, named } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { customers } from '../tables/customers.ts';
import { disconnectionPlans, disconnectionStops } from '../tables/disconnections.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { isOneOf } from '../words.ts';

type DisconnectionPlanRow = Readonly<typeof disconnectionPlans.$inferSelect>;
type DisconnectionStopRow = Readonly<typeof disconnectionStops.$inferSelect>;

/** A plan with all that ever stopped it. */
export type PlanWithStops = DisconnectionPlanRow & {
  /** The customer number. */
  readonly customer: string;
  readonly stops: readonly DisconnectionStopRow[];
};

export interface PlanToRecord {
  readonly creditor: string;
  readonly customerId: number;
  /** Null for all that the customer has. */
  readonly contract: string | null;
  readonly kind: DisconnectionKind;
  readonly plannedOn: Day;
  readonly recordedAt: Instant;
  readonly by: string;
  readonly note: string | null;
  /** The same one again records nothing. */
  readonly commandId: string | null;
}

export interface StopToRecord {
  readonly planId: number;
  readonly reason: StopReason;
  readonly fromOn: Day;
  readonly untilOn: Day | null;
  readonly recordedAt: Instant;
  readonly by: string;
  readonly note: string | null;
  readonly commandId: string | null;
}

const statements = preparedStatements(({ orm, write }) => {
  const withCustomer = () =>
    orm
      .select({ plan: disconnectionPlans, customer: customers.reference })
      .from(disconnectionPlans)
      .innerJoin(customers, eq(customers.id, disconnectionPlans.customerId));
  return {
    plan: write<PlanToRecord>(
      orm
        .insert(disconnectionPlans)
        .values(
          placeholders(
            disconnectionPlans,
            columnsBut(disconnectionPlans, ['id', 'endedAt', 'endedBy', 'endedBecause']),
          ),
        )
        .onConflictDoNothing(),
    ),
    endPlan: write<{ id: number; endedAt: Instant; endedBy: string; endedBecause: string }>(
      orm
        .update(disconnectionPlans)
        .set(placeholders(disconnectionPlans, ['endedAt', 'endedBy', 'endedBecause']))
        .where(and(equals(disconnectionPlans, 'id'), isNull(disconnectionPlans.endedAt))),
    ),
    stop: write<StopToRecord>(
      orm
        .insert(disconnectionStops)
        .values(
          placeholders(
            disconnectionStops,
            columnsBut(disconnectionStops, ['id', 'releasedAt', 'releasedBy']),
          ),
        )
        .onConflictDoNothing(),
    ),
    releaseStop: write<{ id: number; releasedAt: Instant; releasedBy: string }>(
      orm
        .update(disconnectionStops)
        .set(placeholders(disconnectionStops, ['releasedAt', 'releasedBy']))
        .where(and(equals(disconnectionStops, 'id'), isNull(disconnectionStops.releasedAt))),
    ),
    ofCustomer: withCustomer()
      .where(equals(disconnectionPlans, 'customerId'))
      .orderBy(asc(disconnectionPlans.id))
      .prepare(),
    open: withCustomer()
      .where(
        and(
          equals(disconnectionPlans, 'creditor'),
          isNull(disconnectionPlans.endedAt),
          gt(disconnectionPlans.id, named('afterId')),
        ),
      )
      .orderBy(asc(disconnectionPlans.id))
      .limit(named('limit'))
      .prepare(),
    stops: orm
      .select()
      .from(disconnectionStops)
      .where(isOneOf(disconnectionStops.planId, 'plans'))
      .orderBy(asc(disconnectionStops.id))
      .prepare(),
  };
});

/** Records a planned disconnection or eviction; false when its command recorded it before. */
export async function recordPlan(tx: Tx, plan: PlanToRecord): Promise<boolean> {
  return (await statements(tx).plan(plan)).changes === 1;
}

/** Ends a plan, carried out or given up; the first end stands. */
export async function endPlan(
  tx: Tx,
  id: number,
  end: { readonly endedAt: Instant; readonly endedBy: string; readonly endedBecause: string },
): Promise<boolean> {
  return (await statements(tx).endPlan({ id, ...end })).changes === 1;
}

/** Stops a plan for now; false when its command stopped it before. */
export async function recordStop(tx: Tx, stop: StopToRecord): Promise<boolean> {
  return (await statements(tx).stop(stop)).changes === 1;
}

export async function releaseStop(tx: Tx, id: number, at: Instant, by: string): Promise<boolean> {
  return (await statements(tx).releaseStop({ id, releasedAt: at, releasedBy: by })).changes === 1;
}

/** All plans of a customer with their stops, ended ones included. */
export async function plansOf(tx: Tx, customerId: number): Promise<readonly PlanWithStops[]> {
  return withStops(tx, await statements(tx).ofCustomer.all({ customerId }));
}

/** A creditor's open plans with their stops, a page at a time. */
export async function openPlans(
  tx: Tx,
  page: { readonly creditor: string; readonly afterId?: number; readonly limit: number },
): Promise<readonly PlanWithStops[]> {
  const { creditor, afterId = 0, limit } = page;
  return withStops(tx, await statements(tx).open.all({ creditor, afterId, limit }));
}

async function withStops(
  tx: Tx,
  rows: readonly { readonly plan: DisconnectionPlanRow; readonly customer: string }[],
): Promise<readonly PlanWithStops[]> {
  if (rows.length === 0) return [];
  const stops = await statements(tx).stops.all({ plans: JSON.stringify(rows.map(({ plan }) => plan.id)) });
  return rows.map(({ plan, customer }) => ({
    ...plan,
    customer,
    stops: stops.filter((stop) => stop.planId === plan.id),
  }));
}
