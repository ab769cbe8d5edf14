import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { SendOutcome, SignalFilter } from '../../contracts/signals.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { SignalState } from '../../domain/signals/signal.ts';
import { equals, named } from '../named.ts';
import type { Page } from '../pages.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { customers } from '../tables/customers.ts';
import { preparedSignals, signalSendResults, signalSends } from '../tables/signals.ts';
import { preparedStatements, type Tx } from '../tx.ts';

export type SendRow = Readonly<typeof signalSends.$inferSelect>;
type ResultRow = Readonly<typeof signalSendResults.$inferSelect>;

export interface SendToBegin {
  readonly id: string;
  readonly creditor: string;
  readonly by: string;
  readonly filter: SignalFilter;
  readonly approvedAt: Instant;
  readonly total: number;
}

/** What became of one customer, for an operator. */
export type ListedResult = Omit<ResultRow, 'preparedId'> & {
  /** Of what was prepared. */
  readonly id: number;
  readonly customer: string;
  readonly type: string;
  readonly action: string;
  readonly amount: number;
};

const statements = preparedStatements(({ orm, write }) => {
  const isIt = equals(signalSends, 'id');
  return {
    begin: write<SendToBegin>(
      orm
        .insert(signalSends)
        .values(placeholders(signalSends, columnsBut(signalSends, ['finishedAt'])))
        .onConflictDoNothing(),
    ),
    byId: orm.select().from(signalSends).where(isIt).prepare(),
    open: orm
      .select()
      .from(signalSends)
      .where(isNull(signalSends.finishedAt))
      .orderBy(asc(signalSends.approvedAt))
      .prepare(),
    finish: write<{ id: string; finishedAt: Instant }>(
      orm
        .update(signalSends)
        .set(placeholders(signalSends, ['finishedAt']))
        .where(and(isIt, isNull(signalSends.finishedAt))),
    ),
    due: orm
      .select({ id: preparedSignals.id })
      .from(preparedSignals)
      .leftJoin(
        signalSendResults,
        and(
          eq(signalSendResults.preparedId, preparedSignals.id),
          eq(signalSendResults.sendId, preparedSignals.sendId),
        ),
      )
      .where(
        and(
          equals(preparedSignals, 'sendId'),
          eq(preparedSignals.state, SignalState.APPROVED),
          sql`${preparedSignals.id} > ${named('afterId')}`,
          sql`(${signalSendResults.outcome} is null or (${signalSendResults.outcome} = 'delayed'
            and ${signalSendResults.nextAttemptAt} <= ${named('asOf')}))`,
        ),
      )
      .orderBy(asc(preparedSignals.id))
      .limit(named('limit'))
      .prepare(),
    save: write<ResultRow>(
      orm
        .insert(signalSendResults)
        .values(placeholders(signalSendResults, columnsBut(signalSendResults, [])))
        .onConflictDoUpdate({
          target: [signalSendResults.sendId, signalSendResults.preparedId],
          set: placeholders(signalSendResults, ['outcome', 'says', 'nextAttemptAt', 'at']),
        }),
    ),
    outcomes: orm
      .select({
        outcome: signalSendResults.outcome,
        count: sql<number>`count(*)`,
        nextAttemptAt: sql<number | null>`min(${signalSendResults.nextAttemptAt})`,
      })
      .from(signalSendResults)
      .where(equals(signalSendResults, 'sendId'))
      .groupBy(signalSendResults.outcome)
      .prepare(),
    results: orm
      .select({
        result: signalSendResults,
        customer: customers.reference,
        type: preparedSignals.type,
        action: preparedSignals.action,
        amount: preparedSignals.amount,
      })
      .from(signalSendResults)
      .innerJoin(preparedSignals, eq(preparedSignals.id, signalSendResults.preparedId))
      .innerJoin(customers, eq(customers.id, preparedSignals.customerId))
      .where(
        and(equals(signalSendResults, 'sendId'), sql`${signalSendResults.preparedId} > ${named('afterId')}`),
      )
      .orderBy(asc(signalSendResults.preparedId))
      .limit(named('limit'))
      .prepare(),
  };
});

/** Writes down who approved what; a send with the same id is answered with the original. */
export async function beginSend(tx: Tx, send: SendToBegin): Promise<{ send: SendRow; isNew: boolean }> {
  const isNew = (await statements(tx).begin(send)).changes === 1;
  return { send: (await statements(tx).byId.get({ id: send.id })) as SendRow, isNew };
}

export async function findSend(tx: Tx, id: string): Promise<SendRow | undefined> {
  return statements(tx).byId.get({ id });
}

/** Sends under way, of all creditors. */
export async function openSends(tx: Tx): Promise<readonly SendRow[]> {
  return statements(tx).open.all();
}

export async function finishSend(tx: Tx, id: string, finishedAt: Instant): Promise<void> {
  await statements(tx).finish({ id, finishedAt });
}

/** Approved ones of a send that were not tried yet, or whose next attempt is due. */
export async function duePrepared(
  tx: Tx,
  sendId: string,
  page: { readonly asOf: Instant; readonly afterId: number; readonly limit: number },
): Promise<readonly number[]> {
  return (await statements(tx).due.all({ sendId, ...page })).map(({ id }) => id);
}

/** Writes what became of one; what was written before is replaced. */
export async function saveResult(
  tx: Tx,
  result: Omit<ResultRow, 'outcome'> & { readonly outcome: SendOutcome },
): Promise<void> {
  await statements(tx).save(result);
}

/** How many came to what, and when the next delayed one is due. */
export async function outcomesOf(
  tx: Tx,
  sendId: string,
): Promise<
  readonly { readonly outcome: string; readonly count: number; readonly nextAttemptAt: number | null }[]
> {
  return statements(tx).outcomes.all({ sendId });
}

/** What became of each customer of a send, a page at a time. */
export async function resultsOf(tx: Tx, sendId: string, page: Page): Promise<readonly ListedResult[]> {
  const rows = await statements(tx).results.all({ sendId, ...page });
  return rows.map(({ result: { preparedId: id, ...result }, ...about }) => ({ id, ...result, ...about }));
}
