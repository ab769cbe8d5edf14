import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/kernel/day.ts';
import { SignalState } from '../../domain/signals/signal.ts';
import { equals, ifGiven, named, orNulls } from '../named.ts';
import { placeholders } from '../prepared.ts';
import { customers } from '../tables/customers.ts';
import { OPEN_PREPARED, preparedSignals } from '../tables/signals.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { isOneOf } from '../words.ts';

export type PreparedSignal = Readonly<typeof preparedSignals.$inferSelect>;
/** A prepared signal with its customer, for an operator. */
export type ListedPrepared = PreparedSignal & { readonly customer: string; readonly name: string | null };

/** Which prepared signals a list shows; what is left out does not restrict. */
export interface PreparedFilter {
  readonly creditor: string;
  /** Prepared alone when left out. */
  readonly states?: readonly SignalState[] | undefined;
  readonly type?: string | undefined;
  readonly action?: string | undefined;
  readonly gateway?: string | undefined;
  /** Minor units. */
  readonly amountAtLeast?: number | undefined;
  /** Only what stood on the list at that moment. */
  readonly preparedUntil?: Instant | undefined;
  readonly ids?: readonly number[] | undefined;
}

const FILTERED = ['type', 'action', 'gateway', 'amountAtLeast', 'preparedUntil'] as const;
type FilterValues = Readonly<Record<(typeof FILTERED)[number] | 'states' | 'ids', string | number | null>>;

function valuesOf(filter: PreparedFilter): FilterValues {
  const { states = [SignalState.PREPARED], ids } = filter;
  return {
    ...orNulls(filter, FILTERED),
    states: JSON.stringify(states),
    ids: ids === undefined ? null : JSON.stringify(ids),
  };
}

const statements = preparedStatements(({ orm, write, raw }) => {
  const isIt = equals(preparedSignals, 'id');
  const matches = and(
    equals(preparedSignals, 'creditor'),
    isOneOf(preparedSignals.state, 'states'),
    ifGiven('type', sql`${preparedSignals.type} = ${named('type')}`),
    ifGiven('action', sql`${preparedSignals.action} = ${named('action')}`),
    ifGiven('gateway', sql`${preparedSignals.gateway} = ${named('gateway')}`),
    ifGiven('amountAtLeast', sql`${preparedSignals.amount} >= ${named('amountAtLeast')}`),
    ifGiven('preparedUntil', sql`${preparedSignals.preparedAt} <= ${named('preparedUntil')}`),
    ifGiven('ids', isOneOf(preparedSignals.id, 'ids')),
  );
  return {
    byId: orm.select().from(preparedSignals).where(isIt).prepare(),
    openOf: orm
      .select()
      .from(preparedSignals)
      .where(and(equals(preparedSignals, 'customerId'), OPEN_PREPARED))
      .orderBy(asc(preparedSignals.id))
      .prepare(),
    list: orm
      .select({ row: preparedSignals, customer: customers.reference, name: customers.name })
      .from(preparedSignals)
      .innerJoin(customers, eq(customers.id, preparedSignals.customerId))
      .where(and(matches, gt(preparedSignals.id, named('afterId'))))
      .orderBy(asc(preparedSignals.id))
      .limit(named('limit'))
      .prepare(),
    count: orm
      .select({
        count: sql<number>`count(*)`,
        amount: sql<number>`coalesce(sum(${preparedSignals.amount}), 0)`,
      })
      .from(preparedSignals)
      .where(matches)
      .prepare(),
    approve: write<FilterValues & { creditor: string; sendId: string }>(
      orm
        .update(preparedSignals)
        .set({ ...placeholders(preparedSignals, ['sendId']), state: SignalState.APPROVED })
        .where(matches),
    ),
    setKey: write<{ id: number; key: string }>(
      orm
        .update(preparedSignals)
        .set(placeholders(preparedSignals, ['key']))
        .where(isIt),
    ),
    end: write<{
      id: number;
      state: SignalState;
      endedAt: Instant;
      endedBecause: readonly string[];
    }>(
      orm
        .update(preparedSignals)
        .set(placeholders(preparedSignals, ['state', 'endedAt', 'endedBecause']))
        .where(and(isIt, OPEN_PREPARED)),
    ),
    queueRemoves: raw(`insert into signal_candidates (creditor, customer_id, type, action, state,
        gateway, amount, currency, final_reminders, replaces, prepared_at, evaluated_at)
      select s.creditor, s.customer_id, s.type, 'remove', 'prepared', s.gateway, 0, s.currency, 0, s.key,
        :asOf, :asOf
      from signal_opt_outs o join signals s on s.customer_id = o.customer_id and s.action <> 'remove'
        and s.state in ('sent', 'acknowledged')
        and not exists (select 1 from signals u where u.customer_id = s.customer_id and u.action = 'update'
          and u.replaces = s.key and u.state <> 'rejected')
      where o.withdrawn_at is null and o.customer_id > :after and o.customer_id <= :until
        and o.creditor = :creditor
        and not exists (select 1 from signals r where r.customer_id = o.customer_id and r.action = 'remove'
          and r.replaces = s.key and r.state <> 'rejected')
      order by s.id on conflict do nothing`),
  };
});

export async function findPrepared(tx: Tx, id: number): Promise<PreparedSignal | undefined> {
  return statements(tx).byId.get({ id });
}

/** What is prepared or approved for the customer: one signal at most, or Removes, one for each report. */
export async function preparedOf(tx: Tx, customerId: number): Promise<readonly PreparedSignal[]> {
  return statements(tx).openOf.all({ customerId });
}

/** The prepared list, or what became of it, a page at a time. */
export async function listPrepared(
  tx: Tx,
  filter: PreparedFilter & { readonly afterId?: number; readonly limit: number },
): Promise<readonly ListedPrepared[]> {
  const { creditor, afterId = 0, limit } = filter;
  const rows = await statements(tx).list.all({ creditor, afterId, limit, ...valuesOf(filter) });
  return rows.map(({ row, customer, name }) => ({ ...row, customer, name }));
}

/** How many match, and their amounts together in minor units. */
export async function countPrepared(
  tx: Tx,
  filter: PreparedFilter,
): Promise<{ readonly count: number; readonly amount: number }> {
  return (
    (await statements(tx).count.get({ creditor: filter.creditor, ...valuesOf(filter) })) ?? {
      count: 0,
      amount: 0,
    }
  );
}

/** Approves all prepared ones that match, for one send; returns how many. */
export async function approvePrepared(tx: Tx, filter: PreparedFilter, sendId: string): Promise<number> {
  const prepared = { ...filter, states: [SignalState.PREPARED] };
  return (await statements(tx).approve({ creditor: filter.creditor, sendId, ...valuesOf(prepared) })).changes;
}

/** Gives one the key that its signal will have for ever. */
export async function setPreparedKey(tx: Tx, id: number, key: string): Promise<void> {
  await statements(tx).setKey({ id, key });
}

/** Takes one off the list: sent, refused, or no longer to be sent. False when it was off before. */
export async function endPrepared(
  tx: Tx,
  id: number,
  end: { readonly state: SignalState; readonly at: Instant; readonly because: readonly string[] },
): Promise<boolean> {
  const { state, at, because } = end;
  return (await statements(tx).end({ id, state, endedAt: at, endedBecause: because })).changes === 1;
}

/**
 * Puts a Remove on the list for every report that a municipality still has of a customer of the range who opted
 * out, unless one is on its way. Returns how many.
 */
export async function queueRemoves(
  tx: Tx,
  range: { readonly creditor: string; readonly after: number; readonly until: number },
  asOf: Instant,
): Promise<number> {
  return (await statements(tx).queueRemoves.run({ ...range, asOf })).changes;
}
